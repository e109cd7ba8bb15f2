import type { Monitors } from '../engine/context/monitors.ts';
import type { Instant } from '../platform/time.ts';

/**
 * What looks for trouble in a replay: for jobs that stay in a state for too long, and for nothing else. How well the
 * watching itself went is no matter of rules.
 */
export function quietMonitors(targets: readonly string[], startedAt: Instant): Monitors {
  return {
    expectations: [],
    watchdog: {
      limits: { unreadableAfter: Infinity, outboxAfter: Infinity },
      receivers: [],
      severity: 'info',
      targets: [],
      destinations: [],
      quietReport: undefined,
    },
    fresh: new Set(targets),
    live: { startedAt, endingKeys: () => [], outage: () => undefined },
  };
}
