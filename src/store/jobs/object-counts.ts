import { sql, type Selectable } from 'kysely';
import type { EnrichmentFault } from '../../core/job/enrichment-fault.ts';
import type { ObjectCounts } from '../../core/job/object-counts.ts';
import type { KnownJob } from '../../core/job/job.ts';
import type { Transition } from '../../core/job/transition.ts';
import { HOUR, type Duration, type Instant } from '../../platform/time.ts';
import { toKnownJob } from './jobs.ts';
import type { JobTable } from '../schema/job-tables.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { toTransition, type JobTransitionRow } from './job-transition.ts';

/** A transition to an end whose job's objects are to be counted. */
export interface WantedCount {
  /** The row of the transition. */
  row: number;
  /** Tries that failed so far. */
  tries: number;
  job: KnownJob;
  transition: Transition;
}

/** Remembers, with the transitions themselves, that the objects of their jobs are to be counted. */
export async function wantObjects(
  trx: WriteTransaction,
  target: string,
  wanted: readonly { transition: number; jobState: string }[],
): Promise<void> {
  for (const { transition, jobState } of wanted) {
    const nothingYet = { state: 'wanted' as const, answered_at: null, counts: null, fault: null };
    await trx
      .insertInto('object_count')
      .values({ transition, target, job_state: jobState, ...nothingYet })
      .execute();
  }
}

/** Nothing is put off for longer; what is due later than that was dated by a clock that has been set back since. */
const LONGEST_PAUSE: Duration = HOUR;

/** Returns jobs whose objects are to be counted now: failed ones first, for their mail is about to be written; then the oldest. */
export async function wantedCounts(
  db: Database,
  { target, now, limit }: { target: string; now: Instant; limit: number },
): Promise<WantedCount[]> {
  const { rows } = await sql<Selectable<JobTable> & JobTransitionRow & Row>`
    SELECT job.*, poll_id, from_state, to_state, observed_at, since, previous_since, baseline,
      object_count.transition AS row, tries
    FROM object_count JOIN transition ON transition.id = object_count.transition
      JOIN job ON job.id = transition.job
    WHERE object_count.target = ${target} AND object_count.state = 'wanted'
      AND (next_try_at <= ${now} OR next_try_at > ${now + LONGEST_PAUSE})
    ORDER BY job_state = 'Failed' DESC, object_count.transition LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({
    row: row.row,
    tries: row.tries,
    job: toKnownJob(row),
    transition: toTransition(row),
  }));
}

interface Row {
  row: number;
  tries: number;
}

export async function keepCounts(
  trx: WriteTransaction,
  row: number,
  { counts, at }: { counts: ObjectCounts; at: Instant },
): Promise<void> {
  await trx
    .updateTable('object_count')
    .set({ state: 'counted', answered_at: at, counts: JSON.stringify(counts), fault: null })
    .where('transition', '=', row)
    .execute();
}

/** Notes that a count failed; `retryAt` undefined gives it up. */
export async function keepFault(
  trx: WriteTransaction,
  row: number,
  failed: { fault: EnrichmentFault; at: Instant; retryAt: Instant | undefined },
): Promise<void> {
  const { fault, at, retryAt } = failed;
  await trx
    .updateTable('object_count')
    .set((eb) => ({
      tries: eb('tries', '+', 1),
      fault: JSON.stringify(fault),
      ...(retryAt === undefined ? { state: 'failed' as const, answered_at: at } : { next_try_at: retryAt }),
    }))
    .where('transition', '=', row)
    .execute();
}

/** Gives up the counts of failed jobs that were not asked for: their mail is written now. */
export async function leaveUnasked(trx: WriteTransaction, target: string): Promise<void> {
  await trx
    .updateTable('object_count')
    .set({ state: 'not-asked' })
    .where('target', '=', target)
    .where('state', '=', sql.lit('wanted' as const))
    .where('job_state', '=', 'Failed')
    .execute();
}
