import { sql } from 'kysely';
import type { Database } from '../database.ts';
import type { Table } from './tables.ts';

/** A row as both engines give it. */
export type Row = Readonly<Record<string, string | number | null>>;

/** So many rows are in memory at one time. */
const PAGE = 500;

/** Reads all rows of a table, in the order of its key, page by page. */
export async function* pages(db: Database, { name, key }: Table): AsyncGenerator<readonly Row[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  let last: Row | undefined;
  do {
    const from = last;
    const after =
      from === undefined ? sql`` : sql`WHERE (${columns}) > (${sql.join(key.map((column) => from[column]))})`;
    const { rows } = await sql<Row>`
      SELECT * FROM ${sql.table(name)} ${after} ORDER BY ${columns} LIMIT ${sql.lit(PAGE)}`.execute(db);
    if (rows.length > 0) yield rows;
    last = rows.length < PAGE ? undefined : rows.at(-1);
  } while (last !== undefined);
}
