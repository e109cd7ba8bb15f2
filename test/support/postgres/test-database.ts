import type { PostgresPool } from 'kysely';
import { Client } from 'pg';
import { Connections } from '../../../src/store/postgres/connections.ts';
import { migrate } from '../../../src/store/postgres/migrate.ts';
import { track } from '../in-flight.ts';
import { preparedDatabase } from './shared-server.ts';

/** An empty store in a database of the shared server. */
export interface TestDatabase {
  url: string;
  /** Stays open when a store closes it: a new connection takes as long as a test. */
  pool: PostgresPool;
  uses: number;
}

const free: TestDatabase[] = [];

/** Lends a database: one that was given back, or a new one. */
export async function borrowDatabase(): Promise<TestDatabase> {
  const known = free.pop();
  if (known !== undefined) return known;
  const url = await preparedDatabase('store', migrated);
  const pool = new Connections(
    { connectionString: url, idleTimeoutMillis: 0, allowExitOnIdle: true },
    'the test',
  );
  return { url, pool: tracked(pool), uses: 0 };
}

/** A test's clock stands still while the server is asked. */
function tracked(pool: PostgresPool): PostgresPool {
  return {
    options: pool.options,
    end: () => Promise.resolve(),
    connect: async () => {
      const client = await track(pool.connect());
      const query: unknown = (text: string, values: readonly unknown[]) => track(client.query(text, values));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody asks by cursor
      return { query: query as typeof client.query, release: (isBroken) => client.release(isBroken) };
    },
  };
}

/** Takes a database back, and empties it. */
export async function returnDatabase(database: TestDatabase): Promise<void> {
  database.uses += 1;
  const client = await database.pool.connect();
  try {
    await client.query(database.uses % ROWS_LEFT_BEHIND === 0 ? truncating : emptying, []);
  } finally {
    client.release();
  }
  free.push(database);
}

/** To delete rows takes less time than to truncate tables, but leaves them in the way of those to come. */
const ROWS_LEFT_BEHIND = 25;

let emptying = '';
let truncating = '';

async function migrated(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await migrate(client, 'the template');
  const tables = await namesIn(
    client,
    `SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'batchwatch_schema'`,
  );
  const sequences = await namesIn(client, `SELECT relname AS name FROM pg_class WHERE relkind = 'S'`);
  const restart = sequences.map((name) => `SELECT setval('${name}', 1, false)`);
  // Neither triggers nor foreign keys look at what is emptied.
  const begin = "BEGIN; SET LOCAL session_replication_role = 'replica'";
  emptying = [begin, ...tables.map((name) => `DELETE FROM ${name}`), ...restart, 'COMMIT'].join(';');
  truncating = `TRUNCATE ${tables.join(', ')} RESTART IDENTITY`;
  await client.end();
}

async function namesIn(client: Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(query);
  return rows.map(({ name }) => name);
}
