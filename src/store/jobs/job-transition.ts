import type { Selectable } from 'kysely';
import type { Transition } from '../../core/job/transition.ts';
import type { JobTable, TransitionTable } from '../schema/job-tables.ts';

/** A transition's row, and of its job's the id by which the API knows it. */
export type JobTransitionRow = Pick<Selectable<JobTable>, 'job_id'> &
  Pick<
    Selectable<TransitionTable>,
    'from_state' | 'to_state' | 'observed_at' | 'since' | 'previous_since' | 'baseline'
  >;

export function toTransition(row: JobTransitionRow): Transition {
  return {
    jobId: row.job_id,
    from: row.from_state ?? undefined,
    to: row.to_state,
    observedAt: row.observed_at,
    since: row.since,
    previousSince: row.previous_since ?? undefined,
    baseline: row.baseline === 1,
  };
}
