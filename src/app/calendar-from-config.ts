import { maintenanceUntil, type Maintenance } from '../core/mute/maintenance.ts';
import { quietUntil } from '../core/mute/quiet-hours.ts';
import { lastOccurrence, nextOccurrences } from '../platform/cron/occurrences.ts';
import type { Config } from '../config/schema/schema.ts';
import type { IncidentCalendar } from '../engine/incident-engine.ts';
import { DAY, type Duration, type Instant } from '../platform/time.ts';

/** Makes the calendar of the configured quiet hours and maintenance. */
export function calendarFromConfig({
  timezone,
  quietHours,
  maintenance,
}: Pick<Config, 'timezone' | 'quietHours'> & {
  maintenance: readonly Maintenance[];
}): IncidentCalendar {
  return {
    quietUntil(severity, now) {
      if (quietHours === undefined || quietHours.letThrough.includes(severity)) return undefined;
      return quietUntil(quietHours, timezone, now);
    },
    maintenanceAt: (now) =>
      maintenance.flatMap((window) => {
        const until = maintenanceUntil(window, { timezone, now, lastOccurrence });
        return until === undefined ? [] : [{ name: window.name, until, match: window.match }];
      }),
    maintenanceAfter: remembered((after) => {
      const starts = maintenance.flatMap(({ schedule: expression }) =>
        nextOccurrences({ expression, timezone, after, count: 1, notAfter: after + FARTHEST }),
      );
      return starts.length === 0 ? undefined : Math.min(...starts);
    }),
  };
}

/** A yearly window is found at any time of the year before. */
const FARTHEST: Duration = 400 * DAY;

/** The next start is the same until it has come, and is asked for at every look: a far one takes long to find. */
function remembered(find: (after: Instant) => Instant | undefined): IncidentCalendar['maintenanceAfter'] {
  let asked: { after: Instant; next: Instant | undefined } | undefined;
  return (after) => {
    const { next = (asked?.after ?? 0) + DAY } = asked ?? {};
    if (asked === undefined || after < asked.after || after >= next) asked = { after, next: find(after) };
    return asked.next;
  };
}
