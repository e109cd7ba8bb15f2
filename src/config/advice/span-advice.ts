import type { Finding } from '../../platform/document/problem.ts';
import type { Config } from '../schema/schema.ts';

/**
 * Names spans that do not fit together. With `overlap` > `lookback` the second window reaches further back than the
 * first, and what it finds there notifies as new. With `lookback` > `followFor` a job inside the window is
 * already given up. With `lookback` > `retention` jobs are kept longer than asked for.
 */
export function adviseSpans({ targets, storage }: Config): readonly Finding[] {
  return targets.flatMap(({ overlap, lookback, followFor }, index) => {
    const findings: Finding[] = [];
    const at = (key: string) => ['targets', index, key];
    if (overlap > lookback) {
      findings.push({
        path: at('overlap'),
        message: 'is longer than lookback',
        hint: 'jobs between the two are notified as new; lengthen lookback or shorten overlap',
        severity: 'info',
      });
    }
    if (lookback > followFor) {
      findings.push({
        path: at('followFor'),
        message: 'is shorter than lookback',
        hint: 'make followFor at least as long as lookback',
        severity: 'info',
      });
    }
    if (lookback > storage.retention) {
      findings.push({
        path: at('lookback'),
        message: 'is longer than storage.retention',
        hint: 'jobs are kept until no window can list them; lengthen storage.retention',
        severity: 'info',
      });
    }
    return findings;
  });
}
