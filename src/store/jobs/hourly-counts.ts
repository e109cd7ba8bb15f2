import { sql } from 'kysely';
import { HOUR, SECOND, type Duration, type Instant } from '../../platform/time.ts';
import type { PageHistory } from './page-history.ts';
import type { WriteTransaction } from '../database.ts';
import { asNumber, listedRows } from '../dialect/listed.ts';

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
      INSERT INTO hourly_transition (hour, target, state, jobs)
      SELECT ${asNumber('hour')}, ${target}, listed.value ->> 'of', ${asNumber('jobs')}
      FROM ${listedRows(counted(moves))} WHERE true
      ON CONFLICT (hour, target, state) DO UPDATE SET jobs = hourly_transition.jobs + excluded.jobs`.execute(
      trx,
    );
  if (runs.length > 0)
    await sql`
      INSERT INTO hourly_run (hour, target, bucket, jobs)
      SELECT ${asNumber('hour')}, ${target}, ${asNumber('of')}, ${asNumber('jobs')}
      FROM ${listedRows(counted(runs))} WHERE true
      ON CONFLICT (hour, target, bucket) DO UPDATE SET jobs = hourly_run.jobs + excluded.jobs`.execute(trx);
}

/** Counts equal pairs of an hour and a state or a bucket. */
function counted(pairs: readonly (readonly [Instant, string | number])[]): object[] {
  const same = Map.groupBy(pairs, (pair) => pair.join(' '));
  return [...same.values()].flatMap((those) => {
    const [first] = those;
    return first === undefined ? [] : [{ hour: first[0], of: first[1], jobs: those.length }];
  });
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
