import { parseApiTime } from '../job/api-time.ts';
import type { Duration } from '../../platform/time.ts';
import type { OverdueState } from './overdue.ts';

/** The times of a run that succeeded, as the API wrote them. */
export interface PastRun {
  creationTime: string;
  startTime: string;
  endTime: string;
}

/**
 * Returns a span that 95 of 100 past runs did not reach: from StartTime to EndTime for Running, from CreationTime to
 * StartTime for Submitted. `undefined` without such a run. Always `undefined` for Pause, because the API gives no
 * time of a pause.
 */
export function usualSpan(runs: readonly PastRun[], state: OverdueState): Duration | undefined {
  const spans = runs.flatMap((run) => spanIn(run, state) ?? []).toSorted((a, b) => a - b);
  return spans[Math.ceil(spans.length * 0.95) - 1];
}

function spanIn({ creationTime, startTime, endTime }: PastRun, state: OverdueState): Duration | undefined {
  switch (state) {
    case 'Submitted':
      return between(creationTime, startTime);
    case 'Running':
      return between(startTime, endTime);
    case 'Pause':
      return undefined;
  }
}

function between(begin: string, end: string): Duration | undefined {
  const [from, to] = [parseApiTime(begin), parseApiTime(end)];
  return from === undefined || to === undefined || to < from ? undefined : to - from;
}
