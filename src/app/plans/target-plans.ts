import type { Config } from '../../config/schema/schema.ts';
import { pollSchedules, scheduleOf } from '../../config/poll-schedules.ts';
import type { TargetPlan } from '../../http/options/web-options.ts';
import { nextOccurrences } from '../../platform/cron/occurrences.ts';
import { DAY, type Duration } from '../../platform/time.ts';

/** An occurrence that comes once a year is found. A page does not look further. */
const FARTHEST: Duration = 400 * DAY;

/** Returns the configured targets with their next polls. */
export function targetPlans(config: Config): TargetPlan[] {
  const schedules = pollSchedules(config);
  return config.targets.map(({ name, bucket, region, schedule }) => ({
    name,
    bucket,
    region,
    schedule,
    nextRuns: (after) => {
      const due = scheduleOf(schedules, { name });
      return nextOccurrences({ ...due, after, count: 3, notAfter: after + FARTHEST });
    },
  }));
}
