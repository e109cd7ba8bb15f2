import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { READERS, writable } from './values.ts';

/** Writers wait in the process: all but one of these are for who reads. */
const MOST_CONNECTIONS = 10;

/** Opens connections to a server as they are needed. One that breaks is replaced by who needs the next. */
export function openConnections(config: PoolConfig): PostgresPool {
  const pool = new Pool({
    application_name: 'batchwatch',
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: READERS,
    ...config,
  });
  // Who asks on it next learns of it. Without a listener, the process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    options: pool.options,
    connect: async () => adapt(await pool.connect()),
    end: () => pool.end(),
  };
}

/** Hands values over in a form that the server takes. */
function adapt(client: PoolClient): PostgresPoolClient {
  const query: unknown = (text: string, values: readonly unknown[]) =>
    client.query(text, values.map(writable));
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody asks by cursor
    query: query as PostgresPoolClient['query'],
    release: (isBroken) => client.release(isBroken),
  };
}
