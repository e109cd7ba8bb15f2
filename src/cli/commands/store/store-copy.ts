import { loadConfig } from '../../../config/load.ts';
import { isPostgresUrl, postgresUrlFlaw } from '../../../config/schema/postgres-url.ts';
import { sqliteUrlFlaw } from '../../../config/schema/sqlite-url.ts';
import type { Terminal } from '../../../platform/terminal.ts';
import { copyStore, type CopiedTable } from '../../../store/copy/copy-store.ts';
import { holdStore, openCopyTarget, type StoreAddress } from '../../../store/open/open-store.ts';
import type { Store } from '../../../store/store.ts';
import { languageOf } from '../../exit/describe-fault.ts';
import { EXIT } from '../../exit/exit-code.ts';
import { cliWords } from '../../locale/cli-words.ts';
import { formatJson } from '../../terminal/json-text.ts';
import { formatTable } from '../../terminal/table.ts';

export interface StoreCopyOptions {
  /** URLs as in `storage.url`. */
  from: string;
  to: string;
  json: boolean;
  /** The file that names the password and the authorities for PostgreSQL; not needed where there is none. */
  config: string;
}

/**
 * `batchwatch store copy`: moves a store to another place or engine while nothing runs. The store of before stays as it
 * is. @throws ConfigFault, StoreFault
 */
export async function storeCopy(options: StoreCopyOptions, terminal: Terminal): Promise<number> {
  const problem = problemOf(options);
  if (problem !== undefined) {
    terminal.err(`error: ${problem}\n`);
    return EXIT.usage;
  }
  const { from, to } = addressesOf(options, terminal);
  // A target is made only when there is something to copy.
  const source = await holdStore(from, terminal.clock);
  try {
    const target = await openCopyTarget(to, terminal.clock);
    try {
      print({ source, target, tables: await copyStore(source, target) }, options, terminal);
      return EXIT.done;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Says what is wrong with the command line. Prints no URL: one may have a password in it. */
function problemOf({ from, to }: StoreCopyOptions): string | undefined {
  for (const [option, url] of Object.entries({ '--from': from, '--to': to })) {
    const flaw = isPostgresUrl(url) ? postgresUrlFlaw(url) : sqliteUrlFlaw(url);
    if (flaw !== undefined) return `${option} ${flaw.message}: ${flaw.hint}`;
  }
  return from === to ? '--from and --to name the same store' : undefined;
}

function addressesOf(
  { from, to, config }: StoreCopyOptions,
  { env }: Terminal,
): Readonly<Record<'from' | 'to', StoreAddress>> {
  if (![from, to].some(isPostgresUrl)) return { from: { url: from }, to: { url: to } };
  const { password, caFile } = loadConfig({ path: config, env }).storage;
  return { from: { url: from, password, caFile }, to: { url: to, password, caFile } };
}

interface Copied {
  source: Store;
  target: Store;
  tables: readonly CopiedTable[];
}

function print(
  { source, target, tables }: Copied,
  { json, config }: StoreCopyOptions,
  terminal: Terminal,
): void {
  if (json) {
    const listed = tables.map(({ name, rows, checksum }) => ({ table: name, rows, checksum }));
    terminal.out(formatJson({ from: source.place, to: target.place, tables: listed }));
    return;
  }
  const words = cliWords(languageOf(config, terminal)).storeCopy;
  const rows = tables.map((table) => [table.name, String(table.rows), table.checksum.slice(0, SHOWN)]);
  terminal.out(formatTable(words.columns, rows));
  terminal.out(words.done(source.place, target.place));
}

/** So many digits of a checksum are for people; JSON has all. */
const SHOWN = 16;
