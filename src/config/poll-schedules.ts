import type { Schedule } from '../platform/cron/occurrences.ts';
import { spreadOffset } from '../platform/cron/spread-offset.ts';
import type { Config } from './schema/schema.ts';

/**
 * Returns when each target is polled, by its name. Targets that share a schedule are spread: each has an offset of its
 * own. All who ask for the polls of a target ask here.
 */
export function pollSchedules({
  targets,
  timezone,
}: Pick<Config, 'targets' | 'timezone'>): ReadonlyMap<string, Schedule> {
  const sharing = Map.groupBy(targets, ({ schedule }) => fieldsOf(schedule));
  return new Map(
    targets.map(({ name, schedule: expression, spread }) => {
      const isShared = (sharing.get(fieldsOf(expression))?.length ?? 0) > 1;
      const offset = spread && isShared ? spreadOffset(name, expression) : 0;
      return [name, { expression, timezone, offset }];
    }),
  );
}

/** Returns the schedule of one of them. */
export function scheduleOf(
  schedules: ReturnType<typeof pollSchedules>,
  { name }: { name: string },
): Schedule {
  const schedule = schedules.get(name);
  if (schedule === undefined) throw new Error(`no target ${name}`);
  return schedule;
}

function fieldsOf(expression: string): string {
  return expression.trim().split(/\s+/).join(' ');
}
