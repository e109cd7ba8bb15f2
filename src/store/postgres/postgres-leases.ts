import type { LeaseTable, Renewal } from '../../lease/lease-table.ts';
import { SHOWN_FOR_HOURS } from '../../lease/lease-terms.ts';
import type { Connections } from './connections.ts';
import { IS_FREE, TTL } from '../free-lease.ts';
import { TIMELINE } from './timeline.ts';

/** This start of this process. */
export interface Replica {
  /** The name with a random part: an heir of the same name must not inherit. */
  holder: string;
  name: string;
  version: string;
}

/** It was taken on another timeline: its holder has to begin a new term. */
const IS_OLD = `lease.timeline <> ${TIMELINE}`;

/** Leases as rows, on the database's clock. */
export class PostgresLeases implements LeaseTable {
  readonly #pool: Connections;
  readonly #replica: Replica;

  /** @param pool of its own, so that no other work delays a renewal */
  constructor(pool: Connections, replica: Replica) {
    this.#pool = pool;
    this.#replica = replica;
  }

  async beat(): Promise<readonly string[]> {
    const { holder, name, version } = this.#replica;
    await this.#pool.query(
      `INSERT INTO replica (holder, name, version, started_at, seen_at)
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp())
       ON CONFLICT (holder) DO UPDATE SET seen_at = clock_timestamp()`,
      [holder, name, version],
    );
    await this.#pool.query(
      `DELETE FROM replica WHERE seen_at < clock_timestamp() - interval '${SHOWN_FOR_HOURS} hours'`,
    );
    const rows = await this.#pool.query<{ holder: string }>(
      `SELECT holder FROM replica WHERE seen_at > clock_timestamp() - ${TTL}`,
    );
    return rows.map((row) => row.holder);
  }

  /**
   * Passes over rows that a write transaction keeps by its fence. One slow transaction would let all other leases run
   * out; its own cannot be taken from it meanwhile.
   */
  async renew(names: readonly string[]): Promise<Renewal> {
    const rows = await this.#pool.query<{ name: string; is_renewed: number }>(
      `WITH mine AS (
         SELECT name FROM lease WHERE holder = $2 AND name = ANY ($1::text[]) AND NOT (${IS_OLD}) FOR NO KEY UPDATE SKIP LOCKED
       ), renewed AS (
         UPDATE lease SET expires_at = clock_timestamp() + ${TTL} FROM mine WHERE lease.name = mine.name
         RETURNING lease.name
       )
       SELECT lease.name, renewed.name IS NOT NULL AS is_renewed FROM lease LEFT JOIN renewed USING (name)
       WHERE lease.holder = $2 AND lease.name = ANY ($1::text[]) AND NOT (${IS_OLD})`,
      [names, this.#replica.holder],
    );
    const named = (isRenewed: number) => rows.filter((row) => row.is_renewed === isRenewed);
    return { renewed: named(1).map(({ name }) => name), busy: named(0).map(({ name }) => name) };
  }

  async findFree(names: readonly string[]): Promise<readonly string[]> {
    const rows = await this.#pool.query<{ name: string }>(
      `SELECT wanted.name FROM unnest($1::text[]) AS wanted (name) LEFT JOIN lease USING (name)
       WHERE lease.name IS NULL OR ${IS_FREE} OR lease.holder = $2 AND ${IS_OLD}`,
      [names, this.#replica.holder],
    );
    return rows.map(({ name }) => name);
  }

  /** Takes them in the order of their names, so that two replicas never wait for each other. */
  async take(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#pool.query<{ name: string; epoch: number }>(
      `INSERT INTO lease (name, holder, epoch, since, expires_at, timeline)
       SELECT wanted.name, $2, 1, clock_timestamp(), clock_timestamp() + ${TTL}, ${TIMELINE}
       FROM unnest($1::text[]) AS wanted (name) ORDER BY wanted.name
       ON CONFLICT (name) DO UPDATE SET
         holder = excluded.holder,
         epoch = lease.epoch + (lease.holder <> excluded.holder OR ${IS_OLD})::int,
         since = clock_timestamp(),
         expires_at = clock_timestamp() + ${TTL},
         timeline = excluded.timeline
       WHERE lease.holder = excluded.holder OR ${IS_FREE}
       RETURNING name, epoch`,
      [names, this.#replica.holder],
    );
    return new Map(rows.map(({ name, epoch }) => [name, epoch]));
  }

  async release(names: readonly string[]): Promise<void> {
    await this.#pool.query(
      `UPDATE lease SET expires_at = '-infinity' WHERE holder = $2 AND name = ANY ($1::text[])`,
      [names, this.#replica.holder],
    );
  }

  async retire(): Promise<void> {
    await this.#pool.query(`DELETE FROM replica WHERE holder = $1`, [this.#replica.holder]);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async leave(): Promise<void> {
    await this.retire();
    await this.#pool.query(`UPDATE lease SET expires_at = '-infinity' WHERE holder = $1`, [
      this.#replica.holder,
    ]);
  }
}
