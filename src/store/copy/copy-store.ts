import { sql } from 'kysely';
import type { WriteTransaction } from '../database.ts';
import { batchInsert } from '../dialect/batch-insert.ts';
import { eitherWords } from '../dialect/words.ts';
import type { Store } from '../store.ts';
import { StoreFault } from '../store-fault.ts';
import { UNFINISHED_COPY } from '../unfinished-copy.ts';
import { lastIds, setLastIds } from './last-ids.ts';
import { pages, type Row } from './pages.ts';
import { refuseInUse } from './refuse-in-use.ts';
import { RowSum, type TableSum } from './row-sum.ts';
import { TABLES, type Table } from './tables.ts';
import { withoutTriggers } from './without-triggers.ts';

/** A table that was copied, and what was read of it. */
export type CopiedTable = Table & TableSum;

/**
 * Copies all rows of a store into an empty one, reads them again there, and compares counts and checksums. All of it is
 * kept, or nothing. Nobody can write to either store meanwhile. From before the first row until all are kept, nobody can
 * open the target but another copy.
 * @throws StoreFault when one is in use, the target holds something, or a row there is not what it was.
 */
export async function copyStore(from: Store, to: Store): Promise<readonly CopiedTable[]> {
  await from.write((source) => refuseInUse(source, from.place));
  await to.write(async (target) => {
    await refuseInUse(target, to.place);
    await refuseFilled(target, to.place);
    await sql`CREATE TABLE IF NOT EXISTS ${sql.table(UNFINISHED_COPY)} (begun integer)`.execute(target);
  });
  return await to.write(async (target) => {
    await takeTime(target);
    await refuseInUse(target, to.place);
    await refuseFilled(target, to.place);
    const read = await from.write(async (source) => {
      await takeTime(source);
      await refuseInUse(source, from.place);
      return await copyTables(source, target);
    });
    for (const table of read) refuseDifference(table, await sumOf(target, table), to.place);
    await sql`DROP TABLE ${sql.table(UNFINISHED_COPY)}`.execute(target);
    return read;
  });
}

/** The database gives up a transaction that waits for the other store, else. */
async function takeTime(trx: WriteTransaction): Promise<void> {
  await eitherWords(
    sql`SELECT 1`,
    () => sql`SELECT set_config('idle_in_transaction_session_timeout', '0', true)`,
  ).execute(trx);
}

async function refuseFilled(trx: WriteTransaction, place: string): Promise<void> {
  for (const { name } of TABLES) {
    const { rows } = await sql`SELECT 1 FROM ${sql.table(name)} LIMIT 1`.execute(trx);
    if (rows.length === 0) continue;
    throw new StoreFault('store-not-empty', `the store ${place} is not empty: table ${name} has rows`, {
      hint: 'Copy into a file that does not exist yet, or into a new database.',
    });
  }
}

async function copyTables(source: WriteTransaction, target: WriteTransaction): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = [];
  await withoutTriggers(target, async () => {
    for (const table of TABLES) copied.push({ ...table, ...(await copyTable(source, target, table)) });
  });
  await setLastIds(target, await lastIds(source));
  return copied;
}

async function copyTable(
  source: WriteTransaction,
  target: WriteTransaction,
  table: Table,
): Promise<TableSum> {
  const insert = batchInto(table);
  const sum = new RowSum();
  for await (const rows of pages(source, table)) {
    sum.add(rows);
    await insert(target, rows);
  }
  return sum.end();
}

function batchInto({ name }: Table) {
  return batchInsert<Row, unknown>((trx, rows) => {
    const columns = Object.keys(rows[0] ?? {}).map((column) => sql.ref(column));
    const values = rows.map((row) => sql`(${sql.join(Object.values(row))})`);
    const statement = sql`INSERT INTO ${sql.table(name)} (${sql.join(columns)}) VALUES ${sql.join(values)}`;
    return { compile: () => statement.compile(trx) };
  });
}

async function sumOf(trx: WriteTransaction, table: Table): Promise<TableSum> {
  const sum = new RowSum();
  for await (const rows of pages(trx, table)) sum.add(rows);
  return sum.end();
}

function refuseDifference(read: CopiedTable, written: TableSum, place: string): void {
  if (read.rows === written.rows && read.checksum === written.checksum) return;
  const difference =
    read.rows === written.rows
      ? 'a row is not what was read'
      : `${written.rows} rows are there, ${read.rows} were read`;
  throw new StoreFault(
    'store-copy-differs',
    `the copy in ${place} differs in table ${read.name}: ${difference}`,
    {
      hint: 'Nothing was kept. Look for rules that somebody added to the target, and for a failing disk.',
    },
  );
}
