import { EXIT } from '../exit/exit-code.ts';
import { formatJson } from '../terminal/json-text.ts';
import { formatTable } from '../terminal/table.ts';
import type { Session } from './session.ts';

/** The looks of a list on a terminal, and its JSON. */
export interface Listing<Item> {
  /** Printed in place of a table without rows. */
  none: string;
  head: readonly string[];
  toRow: (item: Item) => readonly string[];
  /** Places of the columns that may be cut. */
  elastic: readonly number[];
  toJson: (item: Item) => unknown;
}

/** Prints a list as a table, or as JSON. @returns the exit code. */
export function printList<Item>(
  { terminal }: Session,
  items: readonly Item[],
  { none, head, toRow, elastic, toJson, json = false }: Listing<Item> & { json?: boolean | undefined },
): number {
  const { columns } = terminal;
  if (json) terminal.out(formatJson(items.map((item) => toJson(item))));
  else if (items.length === 0) terminal.out(none);
  else terminal.out(formatTable(head, items.map(toRow), { columns, elastic }));
  return EXIT.done;
}
