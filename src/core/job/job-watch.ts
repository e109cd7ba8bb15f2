import { isEnded } from './state.ts';

/** Whether the end of a job will be seen: not where it is open and no longer followed, or its target is not configured. */
export type JobWatch = 'seen' | 'not-followed' | 'not-watched';

export function jobWatch(
  job: { state: string; target: string; followed: boolean },
  targets: readonly string[],
): JobWatch {
  if (isEnded(job.state)) return 'seen';
  if (!targets.includes(job.target)) return 'not-watched';
  return job.followed ? 'seen' : 'not-followed';
}
