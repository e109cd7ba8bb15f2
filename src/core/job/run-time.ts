import { parseApiTime } from './api-time.ts';
import { isEnded } from './state.ts';
import type { Job } from './job.ts';
import type { Duration } from '../../platform/time.ts';

/** Returns the run time of an ended job by the API's times; undefined before its end, and without readable times. */
export function runTime(job: Pick<Job, 'state' | 'startTime' | 'endTime'>): Duration | undefined {
  const [began, ended] = [parseApiTime(job.startTime), parseApiTime(job.endTime)];
  if (!isEnded(job.state) || began === undefined || ended === undefined || ended < began) return undefined;
  return ended - began;
}
