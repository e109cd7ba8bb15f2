import { sql } from 'kysely';
import { isKnown } from '../../core/job/state.ts';
import type { Duration } from '../../platform/time.ts';
import { bucketRunTime } from '../jobs/hourly-counts.ts';
import type { Database } from '../database.ts';
import { filteredWeek, isBeyondCounts } from './filtered-week.ts';
import { UNKNOWN_STATE, type JobFilter } from '../jobs/job-filter.ts';
import type { MoveCount, Slot } from './slot.ts';
import { thenJoin } from '../dialect/hints.ts';
import { asNumber, listedRows } from '../dialect/listed.ts';

/** State changes by slot and state reached; states that the API does not document count as `unknown`. */
export type Moves = readonly ReadonlyMap<string, number>[];

/** The figures of the charts: state changes, and the run times of jobs that succeeded. */
export interface WeekFigures {
  moves: Moves;
  /** One entry a slot. `undefined` where no job succeeded with known times. */
  runs: readonly (RunTimes | undefined)[];
}

/**
 * Returns the figures of the jobs that a filter selects. The filter's states are the states reached. `undefined` when
 * there are too many state changes to look through.
 */
export async function weekFigures(
  db: Database,
  asked: { quarters: readonly Slot[]; days: readonly Slot[]; filter: JobFilter },
): Promise<WeekFigures | undefined> {
  const { quarters, days, filter } = asked;
  const { states = [], target } = filter;
  const isWanted = (state: string) => states.length === 0 || states.includes(known(state));
  const isSuccessWanted = isWanted('Success');
  if (isBeyondCounts(filter)) {
    const found = await filteredWeek(db, { slots: quarters, filter });
    return (
      found && {
        moves: bySlot(
          found.moves.filter(({ state }) => isWanted(state)),
          quarters,
        ),
        runs: days.map(({ from, until }) =>
          isSuccessWanted ? exactTimes(found.runs.filter(({ at }) => at >= from && at < until)) : undefined,
        ),
      }
    );
  }
  const runs = await runTimesIn(db, { slots: days, target });
  return {
    moves: await movesIn(db, { slots: quarters, target, isWanted }),
    runs: isSuccessWanted ? runs : runs.map(() => undefined),
  };
}

function known(state: string): string {
  return isKnown(state) ? state : UNKNOWN_STATE;
}

const FROM = asNumber('from', 'slot');
const UNTIL = asNumber('until', 'slot');

export async function movesIn(
  db: Database,
  asked: {
    slots: readonly Slot[];
    target?: string | undefined;
    isWanted?: (state: string) => boolean;
  },
): Promise<Moves> {
  const { slots, target, isWanted = () => true } = asked;
  const { rows } = await sql<MoveCount>`
    SELECT min(${FROM}) AS hour, state, sum(jobs) AS jobs
    FROM ${listedRows(slots, 'slot')} ${thenJoin()} hourly_transition ON hour >= ${FROM} AND hour < ${UNTIL}
    WHERE ${ofTarget(target)} GROUP BY slot.key, state`.execute(db);
  return bySlot(
    rows.filter(({ state }) => isWanted(state)),
    slots,
  );
}

function bySlot(moves: readonly MoveCount[], slots: readonly Slot[]): Moves {
  const counts = slots.map(() => new Map<string, number>());
  for (const { hour, state, jobs } of moves) {
    const count = counts[slots.findIndex(({ from, until }) => hour >= from && hour < until)];
    count?.set(known(state), (count.get(known(state)) ?? 0) + jobs);
  }
  return counts;
}

function exactTimes(runs: readonly { ran: Duration }[]): RunTimes | undefined {
  const spans = runs.map(({ ran }) => ran).toSorted((a, b) => a - b);
  const at = (share: number) => spans[Math.max(0, Math.ceil(spans.length * share) - 1)] ?? 0;
  return spans.length === 0 ? undefined : { jobs: spans.length, median: at(0.5), p95: at(0.95) };
}

/** The run times of jobs that succeeded, to within 5 %. */
export interface RunTimes {
  jobs: number;
  median: Duration;
  p95: Duration;
}

/** Returns one entry a slot. `undefined` where no job succeeded with known times. */
export async function runTimesIn(
  db: Database,
  asked: { slots: readonly Slot[]; target?: string | undefined },
): Promise<readonly (RunTimes | undefined)[]> {
  const { rows } = await sql<BucketCount>`
    SELECT slot.key AS slot, bucket, sum(jobs) AS jobs
    FROM ${listedRows(asked.slots, 'slot')} ${thenJoin()} hourly_run ON hour >= ${FROM} AND hour < ${UNTIL}
    WHERE ${ofTarget(asked.target)} GROUP BY slot.key, bucket ORDER BY slot.key, bucket`.execute(db);
  const grouped = Map.groupBy(rows, ({ slot }) => slot);
  return asked.slots.map((_, slot) => toRunTimes(grouped.get(slot) ?? []));
}

interface BucketCount {
  slot: number;
  bucket: number;
  jobs: number;
}

function ofTarget(target: string | undefined) {
  return target === undefined ? sql`true` : sql`target = ${target}`;
}

function toRunTimes(buckets: readonly BucketCount[]): RunTimes | undefined {
  const jobs = buckets.reduce((sum, bucket) => sum + bucket.jobs, 0);
  if (jobs === 0) return undefined;
  return { jobs, median: quantile(buckets, jobs * 0.5), p95: quantile(buckets, jobs * 0.95) };
}

/** Returns the run time that so many jobs did not exceed. The buckets are in order. */
function quantile(buckets: readonly BucketCount[], jobs: number): Duration {
  let below = 0;
  const found = buckets.find((bucket) => (below += bucket.jobs) >= jobs);
  return bucketRunTime(found?.bucket ?? 0);
}
