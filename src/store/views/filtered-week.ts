import { sql, type RawBuilder } from 'kysely';
import { runTime } from '../../core/job/run-time.ts';
import type { Duration, Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { hourOf } from '../jobs/hourly-counts.ts';
import { conditions, type JobFilter } from '../jobs/job-filter.ts';
import type { MoveCount, Slot } from './slot.ts';
import { thenJoin } from '../dialect/hints.ts';

/** More state changes are not looked through for one page: some 50 ms. */
export const MOST_LOOKED_THROUGH = 20_000;

/** The figures of a chart for the jobs that a filter selects. */
export interface FilteredWeek {
  moves: readonly MoveCount[];
  /** Each success, with the time that the job ran. */
  runs: readonly { at: Instant; ran: Duration }[];
}

/** Returns whether the filter asks for more than target and state, which are all that the hourly counts know. */
export function isBeyondCounts(filter: JobFilter): boolean {
  const { target: _target, states: _states, ...rest } = filter;
  return Object.values(rest).some((value) => value !== undefined);
}

/** Counts state changes from the changes themselves. `undefined` when there are too many to look through. */
export async function filteredWeek(
  db: Database,
  { slots, filter }: { slots: readonly Slot[]; filter: JobFilter },
): Promise<FilteredWeek | undefined> {
  const [from, until] = [slots[0]?.from ?? 0, slots.at(-1)?.until ?? 0];
  // A state that was reached within the week was seen within it, or later.
  const looked = sql`SELECT job, to_state, since FROM transition WHERE observed_at >= ${from}
    ORDER BY observed_at LIMIT ${MOST_LOOKED_THROUGH + 1}`;
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM (${looked}) AS looked`.execute(
    db,
  );
  if ((rows[0]?.count ?? 0) > MOST_LOOKED_THROUGH) return undefined;
  const found = await sql<Moved>`
    SELECT moved.since, to_state AS state, job.state AS "now", start_time AS "startTime", end_time AS "endTime"
    FROM (${looked}) AS moved ${thenJoin()} job ON job.id = moved.job
    WHERE moved.since >= ${from} AND moved.since < ${until} AND ${wanted(filter)}`.execute(db);
  return { moves: countMoves(found.rows), runs: runsOf(found.rows) };
}

interface Moved {
  since: Instant;
  state: string;
  /** The state in which the job is now. */
  now: string;
  startTime: string;
  endTime: string;
}

function wanted({
  target,
  states: _states,
  createdFrom,
  createdUntil,
  ...filter
}: JobFilter): RawBuilder<boolean> {
  const age = sql`coalesce(job.created_at, job.first_seen_at)`;
  const all = [
    sql<boolean>`true`,
    ...conditions(filter, { byName: false }),
    ...(target === undefined ? [] : [sql<boolean>`job.target = ${target}`]),
    ...(createdFrom === undefined ? [] : [sql<boolean>`${age} >= ${createdFrom}`]),
    ...(createdUntil === undefined ? [] : [sql<boolean>`${age} < ${createdUntil}`]),
  ];
  return sql.join(all, sql` AND `);
}

function countMoves(moved: readonly Moved[]): readonly MoveCount[] {
  const same = Map.groupBy(moved, ({ since, state }) => `${hourOf(since)} ${state}`);
  return [...same.values()].flatMap((those) => {
    const [first] = those;
    return first === undefined ? [] : [{ hour: hourOf(first.since), state: first.state, jobs: those.length }];
  });
}

function runsOf(moved: readonly Moved[]): FilteredWeek['runs'] {
  return moved.flatMap(({ since, state, now, startTime, endTime }) => {
    const ran = state === 'Success' ? runTime({ state: now, startTime, endTime }) : undefined;
    return ran === undefined ? [] : [{ at: since, ran }];
  });
}
