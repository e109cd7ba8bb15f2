import { sql } from 'kysely';
import type { WriteTransaction } from '../database.ts';
import { eitherWords } from '../dialect/words.ts';
import { TABLES } from './tables.ts';

/** The highest id that a table gave, by its name. It may be that of a row that is gone. */
export type LastIds = ReadonlyMap<string, number>;

export async function lastIds(trx: WriteTransaction): Promise<LastIds> {
  const { rows } = await eitherWords(
    sql<{ name: string; last: number }>`SELECT name, seq AS last FROM sqlite_sequence`,
    () => sql`
      SELECT replace(sequencename, '_id_seq', '') AS name, last_value AS last FROM pg_sequences
      WHERE schemaname = current_schema() AND last_value IS NOT NULL`,
  ).execute(trx);
  return new Map(rows.map(({ name, last }) => [name, last]));
}

/** Lets each table go on behind its rows and behind the ids that were given before. */
export async function setLastIds(trx: WriteTransaction, given: LastIds): Promise<void> {
  for (const { name, key } of TABLES) {
    if (key[0] !== 'id') continue;
    const { rows } = await sql<{ last: number | null }>`
      SELECT max(id) AS last FROM ${sql.table(name)}`.execute(trx);
    const last = Math.max(rows[0]?.last ?? 0, given.get(name) ?? 0);
    if (last > 0) await setLastId(trx, name, last);
  }
}

/** SQLite keeps it for the tables that never give an id again, in a table that has no key. */
async function setLastId(trx: WriteTransaction, name: string, last: number): Promise<void> {
  await eitherWords(sql`DELETE FROM sqlite_sequence WHERE name = ${name}`, () => sql`SELECT 1`).execute(trx);
  await eitherWords(
    sql`
      INSERT INTO sqlite_sequence (name, seq)
      SELECT name, ${last} FROM sqlite_master WHERE name = ${name} AND sql LIKE '%AUTOINCREMENT%'`,
    () => sql`SELECT setval(pg_get_serial_sequence(${name}, 'id'), ${last})`,
  ).execute(trx);
}
