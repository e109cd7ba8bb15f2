import { createHash } from 'node:crypto';
import { writable } from '../postgres/values.ts';
import type { Row } from './pages.ts';

/** The rows of a table in short. */
export interface TableSum {
  rows: number;
  /** SHA-256 in hex, over all rows in order. */
  checksum: string;
}

/** Counts rows and sums them up. The order of columns does not count: the engines have them in different ones. */
export class RowSum {
  readonly #hash = createHash('sha256');
  #rows = 0;

  add(rows: readonly Row[]): void {
    for (const row of rows) this.#hash.update(`${canonical(row)}\n`);
    this.#rows += rows.length;
  }

  /** Ends the sum: nothing can be added any more. */
  end(): TableSum {
    return { rows: this.#rows, checksum: this.#hash.digest('hex') };
  }
}

/** PostgreSQL keeps no NUL: a text counts as it would be there. */
function canonical(row: Row): string {
  const columns = Object.keys(row).toSorted();
  return JSON.stringify(columns.map((column) => [column, writable(row[column])]));
}
