import { sql } from 'kysely';
import { readHolder } from '../../lease/holders.ts';
import { type LeaseLabel, leaseLabel } from '../../lease/lease-names.ts';
import { LEASE_TTL_SECONDS, SHOWN_FOR_HOURS } from '../../lease/lease-terms.ts';
import { type Duration, type Instant, SECOND } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { eitherWords } from '../dialect/words.ts';

/** A process that works on the store, and the leases that it holds. */
export interface ReplicaView {
  /** One start of one process: its name and a part that no other start has. */
  id: string;
  /** Several may share it. */
  name: string;
  /**
   * `silent`: it said nothing for as long as a lease lasts. `stopping`: it ends, and works on its last leases. `visiting`:
   * a command that works beside replicas.
   */
  state: 'running' | 'silent' | 'stopping' | 'visiting';
  /** Unknown of one that is stopping or visiting, like the next two. */
  version: string | undefined;
  startedAt: Instant | undefined;
  /** The age of its last sign of life, by the clock of the database. */
  heartbeatAge: Duration | undefined;
  leases: readonly HeldLease[];
}

/** A lease with its label, and the term that its holder has. */
export interface HeldLease extends LeaseLabel {
  /** Grows with each change of the holder. */
  epoch: number;
  since: Instant;
}

const TTL: Duration = LEASE_TTL_SECONDS * SECOND;

/**
 * Returns the replicas that gave a sign of life within the last hour, by name, and those that hold a lease. All times
 * are the database's. A store of one process knows of none: it returns an empty list.
 */
export async function replicaViews(db: Database): Promise<ReplicaView[]> {
  const held = Map.groupBy(await heldLeases(db), ({ holder }) => holder);
  const known = (await replicaRows(db)).map(({ age, ...row }): ReplicaView => {
    const state = age < TTL ? 'running' : 'silent';
    return { ...row, state, heartbeatAge: Math.max(0, age), leases: toLeases(held.get(row.id)) };
  });
  const ids = new Set(known.map(({ id }) => id));
  const others = [...held].filter(([id]) => !ids.has(id));
  return [
    ...known,
    ...others.map(([id, leases]) => ({ ...withoutSigns(id), leases: toLeases(leases) })),
  ].toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}

/** A holder of leases that gives no signs of life. */
function withoutSigns(id: string): Omit<ReplicaView, 'leases'> {
  const { name, isVisit } = readHolder(id);
  const state = isVisit ? 'visiting' : 'stopping';
  return { id, name, state, version: undefined, startedAt: undefined, heartbeatAge: undefined };
}

interface LeaseRow {
  holder: string;
  name: string;
  epoch: number;
  since: Instant;
}

async function heldLeases(db: Database): Promise<LeaseRow[]> {
  const query = eitherWords(sql<LeaseRow>`SELECT NULL AS holder WHERE false`, () => {
    const ttl = sql`interval '${sql.raw(String(LEASE_TTL_SECONDS))} seconds'`;
    return sql`
      SELECT holder, name, epoch, floor(extract(epoch FROM since) * 1000)::bigint AS since FROM lease
      WHERE expires_at BETWEEN clock_timestamp() AND clock_timestamp() + ${ttl} ORDER BY name COLLATE "C"`;
  });
  return (await query.execute(db)).rows;
}

type ReplicaRow = Pick<ReplicaView, 'id' | 'name'> & { version: string; startedAt: Instant; age: Duration };

async function replicaRows(db: Database): Promise<ReplicaRow[]> {
  const query = eitherWords(
    sql<ReplicaRow>`SELECT NULL AS id WHERE false`,
    () => sql`
      SELECT holder AS id, name, version, floor(extract(epoch FROM started_at) * 1000)::bigint AS "startedAt",
        floor(extract(epoch FROM clock_timestamp() - seen_at) * 1000)::bigint AS age
      FROM replica WHERE seen_at > clock_timestamp() - interval '${sql.raw(String(SHOWN_FOR_HOURS))} hours'`,
  );
  return (await query.execute(db)).rows;
}

function toLeases(rows: readonly LeaseRow[] = []): HeldLease[] {
  return rows.map(({ name, epoch, since }) => ({ ...leaseLabel(name), epoch, since }));
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
