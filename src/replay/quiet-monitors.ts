import type { Monitors } from '../engine/context/monitors.ts';
import type { Instant } from '../platform/time.ts';

/** Monitors of a replay: they look for overdue jobs only. The self-check depends on no rule. */
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
    isElsewhere: () => false,
    isWatching: () => true,
    live: { startedAt, endingKeys: () => [], outage: () => undefined },
  };
}
