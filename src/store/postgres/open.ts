import { Client } from 'pg';
import type { Clock } from '../../platform/time.ts';
import { StoreFault } from '../store-fault.ts';
import { Store } from '../store.ts';
import { openConnections } from './connections.ts';
import { migrate, readSchemaVersion, refuseNewer, SCHEMA_VERSION } from './migrate.ts';
import { postgresEngine } from './postgres-engine.ts';
import { toStoreFault } from './postgres-fault.ts';
import { READERS } from './values.ts';

/** A store in a database of a server. */
export interface PostgresOptions {
  /** `postgres://USER@HOST:PORT/DATABASE?sslmode=MODE`. */
  url: string;
  clock: Clock;
}

/**
 * Opens the store for a replica: makes its tables when there are none, and brings them up to date.
 * @throws StoreFault when the server cannot be reached, or the database is not ours or newer than the program.
 */
export async function openPostgresStore({ url, clock }: PostgresOptions): Promise<Store> {
  const isNew = await connected(url, (client) => migrate(client, placeOf(url)));
  return storeAt(url, { clock, isNew });
}

/**
 * Opens the store beside the replicas, or when none runs. Does not migrate it.
 * @throws StoreFault when there is none, or its schema is not this program's.
 */
export async function visitPostgresStore({ url, clock }: PostgresOptions): Promise<Store> {
  const place = placeOf(url);
  await connected(url, async (client) => {
    const known = await readSchemaVersion(client);
    if (known === undefined) {
      const hint = 'Start `batchwatch run` once, or check storage.url (and --config).';
      throw new StoreFault('store-missing', `there is no store at ${place}`, { hint });
    }
    refuseNewer(known, place);
    if (known.version < SCHEMA_VERSION) {
      const hint = 'Start this version of Batchwatch on it once: `run` brings it up to date.';
      throw new StoreFault('store-older', `the store ${place} was written by an older Batchwatch`, { hint });
    }
  });
  return storeAt(url, { clock, isNew: false });
}

function storeAt(url: string, options: { clock: Clock; isNew: boolean }): Store {
  const pool = () => Promise.resolve(openConnections({ connectionString: url }));
  return new Store(postgresEngine({ pool, place: placeOf(url) }), options);
}

/** Host, port and name of the database. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** Runs `work` on a connection of its own. @throws StoreFault */
async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'batchwatch', types: READERS });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw toStoreFault(error, placeOf(url));
  } finally {
    await client.end().catch(() => {});
  }
}
