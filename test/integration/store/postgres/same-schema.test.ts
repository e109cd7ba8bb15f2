import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { migrate } from '../../../../src/store/sqlite/migrate.ts';
import { borrowDatabase, returnDatabase } from '../../../support/postgres/test-database.ts';

/** A row of a catalogue. */
type Named = Record<string, unknown>;

it('PostgreSQL has the tables, columns and indexes of SQLite, by name', async () => {
  expect(await ofPostgres(COLUMNS)).toEqual(ofSqlite(SQLITE_COLUMNS));
  expect(await ofPostgres(INDEXES)).toEqual(ofSqlite(SQLITE_INDEXES));
});

/** Its own tables: the version of the schema, and who holds what. */
const COLUMNS = `
  SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END
    || CASE data_type WHEN 'bigint' THEN ' INTEGER' WHEN 'text' THEN ' TEXT' ELSE ' ' || data_type END AS name
  FROM information_schema.columns WHERE table_schema = 'public'
    AND table_name NOT IN ('batchwatch_schema', 'lease', 'replica')`;
const SQLITE_COLUMNS = `
  SELECT m.name || '.' || c.name || CASE WHEN c."notnull" OR c.pk THEN ' NOT NULL' ELSE '' END || ' ' || c.type AS name
  FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`;

/** Those that belong to a constraint have names of each engine's making. */
const INDEXES = `
  SELECT indexrelid::regclass || CASE indisunique WHEN true THEN ' UNIQUE' ELSE '' END
    || CASE WHEN indpred IS NULL THEN '' ELSE ' WHERE' END AS name
  FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
  WHERE relnamespace = 'public'::regnamespace AND relname NOT IN ('lease', 'replica')
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)`;
const SQLITE_INDEXES = `
  SELECT i.name || CASE WHEN i."unique" THEN ' UNIQUE' ELSE '' END || CASE WHEN i.partial THEN ' WHERE' ELSE '' END AS name
  FROM sqlite_schema AS m JOIN pragma_index_list(m.name) AS i WHERE m.type = 'table' AND i.origin = 'c'`;

async function ofPostgres(query: string): Promise<string[]> {
  const database = await borrowDatabase();
  const client = await database.pool.connect();
  const { rows } = await client.query<Named>(query, []);
  client.release();
  await returnDatabase(database);
  return namesOf(rows);
}

function ofSqlite(query: string): string[] {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const rows = database.prepare(query).all();
  database.close();
  return namesOf(rows);
}

function namesOf(rows: readonly Named[]): string[] {
  return rows.map(({ name }) => String(name)).toSorted();
}
