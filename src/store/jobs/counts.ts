import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { HeldBy, OutboxState } from '../schema/outbox-tables.ts';
import type { Database } from '../database.ts';
import { listedTexts } from '../dialect/listed.ts';

export interface JobCount {
  target: string;
  type: string;
  state: string;
  jobs: number;
}

/** Jobs per target, type and state. Ended ones until they are pruned; open ones while they are followed. */
export async function jobCounts(db: Database): Promise<JobCount[]> {
  const counts = db.selectFrom('job_count').selectAll().where('jobs', '>', 0);
  return await counts.orderBy('target').orderBy('type').orderBy('state').execute();
}

/** Since when the followed job that is longest in its state is in it. */
export interface OldestJob {
  target: string;
  state: string;
  since: Instant;
}

/**
 * The oldest followed job of each target and state; none for a state nobody is in. One statement for all, each
 * pair one step into an index, however many targets and jobs there are.
 */
export async function oldestJobs(
  db: Database,
  targets: readonly string[],
  states: readonly string[],
): Promise<OldestJob[]> {
  const { rows } = await sql<{ target: string; state: string; since: Instant | null }>`
    SELECT named.value AS target, wanted.value AS state, (
      SELECT state_since FROM job
      WHERE job.target = named.value AND job.state = wanted.value AND followed = 1
      ORDER BY state_since LIMIT 1) AS since
    FROM ${listedTexts(targets, 'named')}, ${listedTexts(states, 'wanted')}`.execute(db);
  return rows.flatMap(({ since, ...pair }) => (since === null ? [] : { ...pair, since }));
}

export interface OutboxCounts {
  pending: number;
  dead: number;
  /** When the oldest entry not yet delivered nor given up was made; undefined when there is none. */
  oldestPendingAt: Instant | undefined;
  /** For each thing that holds entries, as far as it holds any: how many, and when the oldest was made. */
  oldestHeld: readonly { heldBy: HeldBy | 'nothing'; entries: number; since: Instant }[];
}

/** A claimed entry counts as pending: it is not delivered before that is recorded. */
export async function outboxCounts(db: Database, channel: string): Promise<OutboxCounts> {
  const { rows } = await sql<{
    state: OutboxState;
    held_by: HeldBy | null;
    entries: number;
    since: Instant | null;
  }>`
    SELECT state, held_by, entries, created_at AS since FROM (
      SELECT state, held_by, count(*) AS entries, min(notification) AS oldest FROM outbox
      WHERE channel = ${channel} AND state IN ('pending', 'claimed', 'dead') GROUP BY state, held_by) AS counted
    LEFT JOIN notification ON notification.id = oldest AND state <> 'dead'`.execute(db);
  const waiting = rows.flatMap(({ since, ...row }) => (since === null ? [] : { ...row, since }));
  const byHolder = Map.groupBy(waiting, (row) => row.held_by ?? 'nothing');
  return {
    pending: sumOf(rows.filter(({ state }) => state !== 'dead')),
    dead: sumOf(rows.filter(({ state }) => state === 'dead')),
    oldestPendingAt: oldestOf(waiting),
    oldestHeld: [...byHolder].map(([heldBy, held]) => ({
      heldBy,
      entries: sumOf(held),
      since: oldestOf(held) ?? 0,
    })),
  };
}

function sumOf(rows: readonly { entries: number }[]): number {
  return rows.reduce((sum, { entries }) => sum + entries, 0);
}

function oldestOf(rows: readonly { since: Instant }[]): Instant | undefined {
  return rows.length === 0 ? undefined : Math.min(...rows.map(({ since }) => since));
}

/** When a message was last delivered; undefined when none was yet. */
export async function lastDeliveryAt(db: Database, channel: string): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('settled_at')
    .where('channel', '=', channel)
    .where('state', '=', sql.lit('sent'))
    .where('settled_at', 'is not', null)
    .orderBy('settled_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.settled_at ?? undefined;
}
