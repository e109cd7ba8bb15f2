import type { ClientBase } from 'pg';
import { StoreFault } from '../store-fault.ts';
import { initial } from './migrations/0001-initial.ts';
import { leases } from './migrations/0002-leases.ts';
import { loginFailures } from './migrations/0003-login-failures.ts';
import { leaseTimelines } from './migrations/0004-lease-timelines.ts';
import { endedSessions } from './migrations/0005-ended-sessions.ts';
import { words } from './migrations/0006-words.ts';
import type { Migration } from './migrations/migration.ts';

/** In order, numbered from 1 without gaps. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  leases,
  loginFailures,
  leaseTimelines,
  endedSessions,
  words,
];

/** The schema version that this program reads and writes; kept in `batchwatch_schema`. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** The row of `batchwatch_schema`. */
export interface SchemaVersion {
  version: number;
  /** The oldest program that may write, by the version that it knows. */
  minVersion: number;
}

/**
 * Brings the schema up to date, all steps in one transaction. Replicas that start at one time wait for each other.
 * Returns whether there was no schema before.
 * @throws StoreFault when the database holds something else, or is newer than this program.
 */
export async function migrate(
  connection: ClientBase,
  place: string,
  migrations = MIGRATIONS,
): Promise<boolean> {
  await connection.query('BEGIN');
  try {
    await connection.query('SELECT pg_advisory_xact_lock(1114920801, 2)');
    const known = await readSchemaVersion(connection);
    if (known === undefined) await refuseForeign(connection, place);
    else refuseNewer(known, place);
    for (const step of migrations.slice(known?.version ?? 0)) await take(connection, step);
    await connection.query('COMMIT');
    return known === undefined;
  } catch (error) {
    // The first failure counts, not that the connection is gone.
    await connection.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function take(connection: ClientBase, { version, minVersion, sql }: Migration): Promise<void> {
  await connection.query(sql);
  await connection.query('DELETE FROM batchwatch_schema');
  await connection.query(`INSERT INTO batchwatch_schema VALUES (${version}, ${minVersion})`);
}

/** Undefined where there is no schema. */
export async function readSchemaVersion(connection: ClientBase): Promise<SchemaVersion | undefined> {
  if (!(await hasTable(connection, 'batchwatch_schema'))) return undefined;
  const { rows } = await connection.query<SchemaVersion>(
    'SELECT version::int, min_version::int AS "minVersion" FROM batchwatch_schema',
  );
  return rows[0];
}

/** @throws StoreFault when an older program like this one may not write any more. */
export function refuseNewer({ version, minVersion }: SchemaVersion, place: string): void {
  if (minVersion <= SCHEMA_VERSION) return;
  const versions = `schema ${version}, this program knows ${SCHEMA_VERSION}`;
  throw new StoreFault('store-newer', `the store ${place} was written by a newer Batchwatch (${versions})`, {
    hint: 'Run that newer version, or restore a backup from before the upgrade.',
  });
}

async function refuseForeign(connection: ClientBase, place: string): Promise<void> {
  if (!(await hasTable(connection, 'job')) && !(await hasTable(connection, 'target'))) return;
  throw new StoreFault('store-foreign', `the database ${place} holds tables of another program`, {
    hint: 'Point storage.url at a database of Batchwatch, or at an empty one.',
  });
}

/** Says whether the database has this table, among those that its user sees first. */
export async function hasTable(connection: ClientBase, name: string): Promise<boolean> {
  const { rows } = await connection.query<{ found: number }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    name,
  ]);
  return rows[0]?.found === 1;
}
