import { sql } from 'kysely';
import type { ObservationNote } from '../../core/job/observation.ts';
import type { Instant } from '../../platform/time.ts';
import type { Coverage } from '../../core/incident/coverage.ts';
import { eachOf } from '../dialect/listed.ts';
import type { WriteTransaction } from '../database.ts';

/** A job still open that this many complete polls in a row did not find has vanished (interface, Facts and absence). */
const POLLS_UNTIL_VANISHED = 3;

/** Counts one more complete poll that did not find these jobs; returns the ids of those that vanish by it. */
export async function recordMissed(
  trx: WriteTransaction,
  missed: PollMoment & { jobIds: readonly string[] },
): Promise<string[]> {
  const rows = await trx
    .updateTable('job')
    .set((eb) => ({ missed_polls: eb('missed_polls', '+', 1) }))
    .where('target', '=', missed.target)
    .where('job_id', 'in', eachOf(missed.jobIds))
    .where('followed', '=', sql.lit(1))
    .returning(['id', 'job_id', 'missed_polls'])
    .execute();
  const vanished = rows.filter((row) => row.missed_polls >= POLLS_UNTIL_VANISHED);
  await unfollow(trx, missed, { rows: vanished.map((row) => row.id), note: 'vanished' });
  return vanished.map((row) => row.job_id);
}

/** Stops following these jobs, which are still open. */
export async function endFollowing(
  trx: WriteTransaction,
  followExpired: PollMoment & { jobIds: readonly string[] },
): Promise<void> {
  const rows = await trx
    .selectFrom('job')
    .select('id')
    .where('target', '=', followExpired.target)
    .where('job_id', 'in', eachOf(followExpired.jobIds))
    .execute();
  await unfollow(trx, followExpired, { rows: rows.map(({ id }) => id), note: 'follow-ended' });
}

export interface PollMoment {
  target: string;
  pollId: string;
  /** By our clock. */
  observedAt: Instant;
}

/** The notes that end the following of a job. */
type End = Extract<ObservationNote, 'vanished' | 'follow-ended'>;

const COVERAGE: Readonly<Record<End, Coverage>> = { vanished: 'vanished', 'follow-ended': 'not-followed' };

async function unfollow(
  trx: WriteTransaction,
  poll: PollMoment,
  { rows, note }: { rows: readonly number[]; note: End },
): Promise<void> {
  for (const row of rows) {
    await trx
      .updateTable('job')
      .set({ followed: 0, changed_at: poll.observedAt, coverage: COVERAGE[note] })
      .where('id', '=', row)
      .execute();
    await trx
      .insertInto('observation')
      .values({ job: row, poll_id: poll.pollId, observed_at: poll.observedAt, changes: '{}', note })
      .execute();
  }
}
