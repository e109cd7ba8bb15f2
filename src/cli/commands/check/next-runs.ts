import { pollSchedules, scheduleOf } from '../../../config/poll-schedules.ts';
import type { Config } from '../../../config/schema/schema.ts';
import { nextOccurrences } from '../../../platform/cron/occurrences.ts';
import { nextTimeOfDay } from '../../../platform/text/time-of-day.ts';
import type { Instant } from '../../../platform/time.ts';
import type { CliWords } from '../../locale/en.ts';

export interface ScheduledRuns {
  of: keyof CliWords['check']['scheduled'];
  name: string;
  schedule: string;
  next: readonly Instant[];
}

/** Returns everything with a schedule, with its next three times. */
export function nextRuns(config: Config, now: Instant): readonly ScheduledRuns[] {
  const { targets, expectations, maintenance, watchdog, timezone } = config;
  const polls = pollSchedules(config);
  const byCron =
    (of: ScheduledRuns['of']) =>
    ({ name, schedule }: { name: string; schedule: string }): ScheduledRuns => {
      const due = of === 'target' ? scheduleOf(polls, { name }) : { expression: schedule, timezone };
      return { of, name, schedule, next: nextOccurrences({ ...due, after: now, count: 3 }) };
    };
  return [
    ...targets.map(byCron('target')),
    ...expectations.map(byCron('expectation')),
    ...maintenance.map(byCron('maintenance')),
    ...(watchdog.quietReport === undefined ? [] : [reportRuns(watchdog.quietReport, { timezone, now })]),
  ];
}

function reportRuns(schedule: string, { timezone, now }: { timezone: string; now: Instant }): ScheduledRuns {
  const first = nextTimeOfDay(schedule, timezone, now);
  const second = nextTimeOfDay(schedule, timezone, first);
  const next = [first, second, nextTimeOfDay(schedule, timezone, second)];
  return { of: 'report', name: 'watchdog.quietReport', schedule, next };
}
