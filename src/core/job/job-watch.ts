import { isEnded } from './state.ts';

/** The watch on a job's end. Nobody sees that of an open job that is no longer followed, or whose target is not configured. */
export type JobWatch = 'seen' | 'not-followed' | 'not-watched';

export function jobWatch(
  job: { state: string; target: string; followed: boolean },
  targets: readonly string[],
): JobWatch {
  if (isEnded(job.state)) return 'seen';
  if (!targets.includes(job.target)) return 'not-watched';
  return job.followed ? 'seen' : 'not-followed';
}
