import { sql } from 'kysely';
import type { FaultReading, TargetHealth } from '../../core/incident/self-check.ts';
import { isKnown } from '../../core/job/state.ts';
import type { Duration, Instant } from '../../platform/time.ts';
import { getSetting, setSetting, type VanishedJob } from '../settings/settings.ts';
import { fromJson } from '../dialect/json.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { asNumber, listedRows } from '../dialect/listed.ts';

/** Returns the health of these targets by their polls. */
export async function targetHealth(db: Database, targets: readonly string[]): Promise<TargetHealth[]> {
  const rows = await db.selectFrom('target').selectAll().execute();
  const asked = new Set(targets);
  return rows
    .filter(({ name }) => asked.has(name))
    .map((row) => ({
      name: row.name,
      failedPolls: row.failed_polls,
      failingSince: row.failing_since ?? undefined,
      fault: row.last_fault === null ? undefined : fromJson<FaultReading>(row.last_fault),
      clockSkew: row.clock_skew ?? undefined,
    }));
}

/** Counts the polls that have ended, of all targets. */
export async function countPolls(db: Database): Promise<number> {
  const { polls } = await db
    .selectFrom('target')
    .select(({ fn }) => fn.coalesce(fn.sum<number>('polls'), sql<number>`0`).as('polls'))
    .executeTakeFirstOrThrow();
  return polls;
}

/** The words for states, of followed jobs of these targets, that the API does not document. */
export async function unknownStates(
  db: Database,
  targets: readonly string[],
): Promise<{ target: string; states: string[] }[]> {
  const rows = await db
    .selectFrom('job_count')
    .select(['target', 'state'])
    .distinct()
    .where('jobs', '>', 0)
    .execute();
  const asked = new Set(targets);
  const unknown = rows.filter(({ target, state }) => !isKnown(state) && asked.has(target));
  return [...Map.groupBy(unknown, ({ target }) => target)].map(([target, found]) => ({
    target,
    states: found.map(({ state }) => state).toSorted(),
  }));
}

/** Remembers that these jobs of a target vanished. */
export async function noteVanished(
  trx: WriteTransaction,
  vanished: { target: string; jobIds: readonly string[]; at: Instant },
): Promise<void> {
  if (vanished.jobIds.length === 0) return;
  const known = (await getSetting(trx, 'vanished-jobs')) ?? [];
  const { target, at } = vanished;
  await setSetting(trx, 'vanished-jobs', [
    ...known,
    ...vanished.jobIds.map((jobId) => ({ target, jobId, at })),
  ]);
}

/** The jobs that vanished within `within` and were not found again, by target; all others are forgotten. */
export async function vanishedJobs(
  trx: WriteTransaction,
  { now, within }: { now: Instant; within: Duration },
): Promise<{ target: string; jobIds: string[] }[]> {
  const known = await getSetting(trx, 'vanished-jobs');
  if (known === undefined) return [];
  const { rows } = await sql<VanishedJob>`
    SELECT listed.value ->> 'target' AS target, listed.value ->> 'jobId' AS "jobId", ${asNumber('at')} AS at
    FROM ${listedRows(known)}
      JOIN job ON job.target = listed.value ->> 'target' AND job.job_id = listed.value ->> 'jobId'
    WHERE followed = 0 AND state NOT IN ('Success', 'Failed', 'Cancel') AND ${asNumber('at')} > ${now - within}`.execute(
    trx,
  );
  if (rows.length !== known.length)
    await setSetting(trx, 'vanished-jobs', rows.length === 0 ? undefined : rows);
  return [...Map.groupBy(rows, ({ target }) => target)].map(([target, found]) => ({
    target,
    jobIds: found.map(({ jobId }) => jobId),
  }));
}
