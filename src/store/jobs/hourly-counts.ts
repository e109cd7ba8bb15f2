import { sql } from 'kysely';
import { HOUR, SECOND, type Duration, type Instant } from '../../platform/time.ts';
import type { PageHistory } from './page-history.ts';
import type { WriteTransaction } from '../database.ts';

/**
 * Adds a page's transitions to what charts show. Counted as they come, for a chart of a week would else read some
 * hundred thousand rows each time that somebody looks.
 */
export async function countHourly(
  trx: WriteTransaction,
  { target, transitions }: Pick<PageHistory, 'target' | 'transitions'>,
): Promise<void> {
  const moves = transitions.map(({ transition }) => [hourOf(transition.since), transition.to] as const);
  const runs = transitions.flatMap(({ transition, ran }) =>
    ran === undefined || transition.to !== 'Success'
      ? []
      : [[hourOf(transition.since), runBucket(ran)] as const],
  );
  if (moves.length > 0)
    await sql`
      INSERT INTO hourly_move (hour, target, state, jobs)
      SELECT value ->> 0, ${target}, value ->> 1, value ->> 2 FROM json_each(${counted(moves)}) WHERE true
      ON CONFLICT DO UPDATE SET jobs = jobs + excluded.jobs`.execute(trx);
  if (runs.length > 0)
    await sql`
      INSERT INTO hourly_run (hour, target, bucket, jobs)
      SELECT value ->> 0, ${target}, value ->> 1, value ->> 2 FROM json_each(${counted(runs)}) WHERE true
      ON CONFLICT DO UPDATE SET jobs = jobs + excluded.jobs`.execute(trx);
}

/** Counts equal pairs. Returns JSON. */
function counted(pairs: readonly (readonly [Instant, string | number])[]): string {
  const same = Map.groupBy(pairs, (pair) => pair.join(' '));
  return JSON.stringify([...same.values()].map((those) => [...(those[0] ?? []), those.length]));
}

/** The start of the hour that an instant is in. */
export function hourOf(at: Instant): Instant {
  return Math.floor(at / HOUR) * HOUR;
}

/** Eight to each doubling: no run is further than 5 % from the middle of its bucket. */
const BUCKETS_PER_DOUBLING = 8;

function runBucket(ran: Duration): number {
  return Math.floor(BUCKETS_PER_DOUBLING * Math.log2(Math.max(1, ran / SECOND)));
}

/** The run time that stands for all of a bucket. */
export function bucketRunTime(bucket: number): Duration {
  return 2 ** ((bucket + 0.5) / BUCKETS_PER_DOUBLING) * SECOND;
}
