import { sql } from 'kysely';
import { KNOWN_STATES } from '../../jobs/state.ts';
import type { Duration, Instant } from '../../time.ts';
import { bucketRunTime } from '../hourly-counts.ts';
import type { Database } from '../store.ts';
import { UNKNOWN_STATE } from './job-filter.ts';

/** A stretch of time in a chart. Borders within an hour count as the end of that hour. */
export interface Slot {
  readonly from: Instant;
  /** Exclusive. */
  readonly until: Instant;
}

/** How many jobs came into each state, for each slot; those that the API does not document as `unknown`. */
export async function movesIn(
  db: Database,
  asked: { readonly slots: readonly Slot[]; readonly target?: string | undefined },
): Promise<readonly ReadonlyMap<string, number>[]> {
  const { rows } = await sql<{ slot: number; state: string; jobs: number }>`
    SELECT slot.key AS slot, state, sum(jobs) AS jobs
    FROM json_each(${JSON.stringify(asked.slots)}) AS slot CROSS JOIN hourly_move
      ON hour >= slot.value ->> 'from' AND hour < slot.value ->> 'until'
    WHERE ${ofTarget(asked.target)} GROUP BY slot, state`.execute(db);
  const counts = asked.slots.map(() => new Map<string, number>());
  for (const { slot, state, jobs } of rows) {
    const known = (KNOWN_STATES as readonly string[]).includes(state) ? state : UNKNOWN_STATE;
    counts[slot]?.set(known, (counts[slot].get(known) ?? 0) + jobs);
  }
  return counts;
}

/** How long jobs ran that succeeded, to within 5 %. */
export interface RunTimes {
  readonly jobs: number;
  readonly median: Duration;
  readonly p95: Duration;
}

/** For each slot; undefined where no job succeeded whose times the API tells. */
export async function runTimesIn(
  db: Database,
  asked: { readonly slots: readonly Slot[]; readonly target?: string | undefined },
): Promise<readonly (RunTimes | undefined)[]> {
  const { rows } = await sql<BucketCount>`
    SELECT slot.key AS slot, bucket, sum(jobs) AS jobs
    FROM json_each(${JSON.stringify(asked.slots)}) AS slot CROSS JOIN hourly_run
      ON hour >= slot.value ->> 'from' AND hour < slot.value ->> 'until'
    WHERE ${ofTarget(asked.target)} GROUP BY slot, bucket ORDER BY slot, bucket`.execute(db);
  const bySlot = Map.groupBy(rows, ({ slot }) => slot);
  return asked.slots.map((_, slot) => toRunTimes(bySlot.get(slot) ?? []));
}

interface BucketCount {
  readonly slot: number;
  readonly bucket: number;
  readonly jobs: number;
}

function ofTarget(target: string | undefined) {
  return target === undefined ? sql`true` : sql`target = ${target}`;
}

function toRunTimes(buckets: readonly BucketCount[]): RunTimes | undefined {
  const jobs = buckets.reduce((sum, bucket) => sum + bucket.jobs, 0);
  if (jobs === 0) return undefined;
  return { jobs, median: quantile(buckets, jobs * 0.5), p95: quantile(buckets, jobs * 0.95) };
}

/** The run time that so many jobs did not exceed; buckets come in order. */
function quantile(buckets: readonly BucketCount[], jobs: number): Duration {
  let below = 0;
  const found = buckets.find((bucket) => (below += bucket.jobs) >= jobs);
  return bucketRunTime(found?.bucket ?? 0);
}
