import type { OpenSummary } from '../../store/views/incident-lists.ts';
import type { UncoveredCount } from '../../store/jobs/uncovered-jobs.ts';
import type { MonitoringState } from './monitoring-state.ts';

/** The inputs of the verdict. */
export interface Judged {
  summary: OpenSummary;
  monitoring: MonitoringState;
  uncovered: readonly UncoveredCount[];
}

/** The verdict on all that is known. `clear` alone is green. */
export type Level = 'open' | 'acknowledged' | 'monitor' | 'uncovered' | 'ignored' | 'clear';

/** The worst of all that is known. What nobody looks at, or what hides behind a rule, is not all clear. */
export function levelOf({ summary, monitoring, uncovered }: Judged): Level {
  if (summary.open > 0) return 'open';
  if (monitoring.troubles.length > 0) return 'monitor';
  if (summary.acknowledged > 0) return 'acknowledged';
  if (uncovered.some(({ why }) => why !== 'ignored')) return 'uncovered';
  return uncovered.length > 0 ? 'ignored' : 'clear';
}
