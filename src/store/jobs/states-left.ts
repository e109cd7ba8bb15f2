import type { State } from '../../core/job/state.ts';
import { eachId } from '../dialect/listed.ts';
import type { Database } from '../database.ts';

/** The states that these jobs (row by job id) were seen to leave; a job that left none is absent. */
export async function statesLeft(
  db: Database,
  jobs: ReadonlyMap<string, number>,
): Promise<Map<string, Set<State>>> {
  const left = new Map<string, Set<State>>();
  if (jobs.size === 0) return left;
  const rows = await db
    .selectFrom('transition')
    .innerJoin('job', 'job.id', 'transition.job')
    .select(['job.job_id', 'transition.from_state'])
    .where('transition.job', 'in', eachId(jobs.values()))
    .execute();
  for (const { job_id: jobId, from_state: state } of rows) {
    if (state !== null) left.set(jobId, (left.get(jobId) ?? new Set()).add(state));
  }
  return left;
}
