import { sql } from 'kysely';
import type { Duration, Instant } from '../../platform/time.ts';
import type { PollTable } from '../schema/job-tables.ts';
import type { WriteTransaction } from '../database.ts';

/** The work of a poll. */
export interface PollWork {
  /** Pages that were asked for and answered. */
  requests: number;
  /** Jobs that it showed for the first time. */
  newJobs: number;
  transitions: number;
  duration: Duration;
}

/** As many polls of each target as people look back at. */
export const POLLS_KEPT = 50;

/** Keeps how a poll went, and forgets the one that is one too many. */
export async function keepPoll(
  trx: WriteTransaction,
  poll: {
    target: string;
    endedAt: Instant;
    outcome: PollTable['outcome'];
    /** Why it failed; absent when it did not. */
    reason?: string | undefined;
    /** Absent: nothing. */
    work?: PollWork | undefined;
  },
): Promise<void> {
  const { target, endedAt, outcome, reason = null, work } = poll;
  await trx
    .insertInto('poll')
    .values({
      target,
      ended_at: endedAt,
      outcome,
      requests: work?.requests ?? 0,
      new_jobs: work?.newJobs ?? 0,
      transitions: work?.transitions ?? 0,
      duration_ms: Math.round(work?.duration ?? 0),
      reason,
    })
    .execute();
  await sql`
    DELETE FROM poll WHERE target = ${target} AND id <= (
      SELECT id FROM poll WHERE target = ${target} ORDER BY id DESC LIMIT 1 OFFSET ${POLLS_KEPT})`.execute(
    trx,
  );
}
