import { Client } from 'pg';
import { SECOND, type Clock } from '../../platform/time.ts';
import { StoreFault } from '../store-fault.ts';
import { UNFINISHED_COPY, unfinishedCopy } from '../unfinished-copy.ts';
import { Store } from '../store.ts';
import { Connections } from './connections.ts';
import { hasTable, migrate, readSchemaVersion, refuseNewer, SCHEMA_VERSION } from './migrate.ts';
import { placeOf, toPoolConfig, type PostgresAddress } from './postgres-address.ts';
import { postgresEngine } from './postgres-engine.ts';
import { toStoreFault } from './postgres-fault.ts';
import { READERS } from './values.ts';

/** A store in a database of a server. */
export interface PostgresOptions {
  address: PostgresAddress;
  clock: Clock;
  /** True when a copy is to fill it: one that was stopped before may have begun to. */
  isCopyTarget?: boolean;
}

/**
 * Opens the store for a replica: makes its tables when there are none, and brings them up to date.
 * @throws StoreFault when the server cannot be reached, or the database is not ours, newer than the program, or an
 *   unfinished copy.
 */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const { address, clock, isCopyTarget = false } = options;
  const place = placeOf(address);
  const isNew = await connected(address, async (client) => {
    if (!isCopyTarget) await refuseUnfinished(client, place);
    return await migrate(client, place);
  });
  return storeAt(address, { clock, isNew });
}

/**
 * Opens the store beside the replicas, or when none runs. Does not migrate it.
 * @throws StoreFault when there is none, or its schema is not this program's.
 */
export async function visitPostgresStore({ address, clock }: PostgresOptions): Promise<Store> {
  const place = placeOf(address);
  await connected(address, async (client) => {
    const known = await readSchemaVersion(client);
    if (known === undefined) {
      const hint = 'Start `batchwatch run` once, or check storage.url (and --config).';
      throw new StoreFault('store-missing', `there is no store at ${place}`, { hint });
    }
    refuseNewer(known, place);
    await refuseUnfinished(client, place);
    if (known.version < SCHEMA_VERSION) {
      const hint = 'Start this version of Batchwatch on it once: `run` brings it up to date.';
      throw new StoreFault('store-older', `the store ${place} was written by an older Batchwatch`, { hint });
    }
  });
  return storeAt(address, { clock, isNew: false });
}

async function refuseUnfinished(client: Client, place: string): Promise<void> {
  if (await hasTable(client, UNFINISHED_COPY)) throw unfinishedCopy(place);
}

function storeAt(address: PostgresAddress, options: { clock: Clock; isNew: boolean }): Store {
  const place = placeOf(address);
  const pool = new Connections(toPoolConfig(address), place);
  return new Store(postgresEngine({ pool, place, clock: options.clock }), options);
}

/** Runs `work` on a connection of its own. @throws StoreFault */
async function connected<T>(address: PostgresAddress, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    ...toPoolConfig(address),
    application_name: 'batchwatch',
    connectionTimeoutMillis: 4 * SECOND,
    types: READERS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw toStoreFault(error, placeOf(address));
  } finally {
    await client.end().catch(() => {});
  }
}
