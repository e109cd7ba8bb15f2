import { z } from 'zod';
import { WEEKDAYS } from '../../core/mute/quiet-hours.ts';
import { isTimeOfDay } from '../../platform/text/time-of-day.ts';
import { MINUTE, DAY } from '../../platform/time.ts';
import { cron, duration, name, text } from '../../platform/values/field-types.ts';
import { globs, GLOBS, matchSchema, severity } from './match-schema.ts';

const TIME_OF_DAY = '`HH:MM`';

/** When nobody is disturbed. */
export const quietHoursSchema = z.strictObject({
  from: timeOfDay().meta({
    description: 'Begin of the quiet, on the wall clock of `timezone`.',
    writtenAs: TIME_OF_DAY,
  }),
  to: timeOfDay().meta({
    description:
      'End of the quiet, the next day if it is before `from`; the same as `from`: the named days are quiet from midnight to midnight.',
    writtenAs: TIME_OF_DAY,
  }),
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1)
    .default([...WEEKDAYS])
    .meta({
      description:
        'Days on which a quiet period begins; one over midnight belongs to the day on which it began.',
      writtenAs: `list of ${WEEKDAYS.map((day) => `\`${day}\``).join(', ')}`,
    }),
  letThrough: z.array(severity()).default(['critical']).meta({
    description: 'Severities that are notified all the same; an empty list holds everything.',
    writtenAs: 'list of `critical`, `warning`, `info`',
  }),
  digestAt: z.exactOptional(timeOfDay()).meta({
    description: 'When what was held goes out; left out: when the quiet ends.',
    writtenAs: TIME_OF_DAY,
  }),
});

/** Planned work that comes again. */
export const maintenanceSchema = z.strictObject({
  name: name().meta({ description: 'Unique name; a decision not to notify names the maintenance.' }),
  schedule: cron().meta({
    description: 'When a window opens; runs in `timezone`.',
    writtenAs: 'cron expression, five or six fields',
  }),
  for: duration({ min: MINUTE, max: 31 * DAY }).meta({
    description: 'How long a window stays open.',
    writtenAs: 'duration',
  }),
  match: matchSchema
    .extend({ states: globs(['*']).meta({ description: 'States a job moved to.', writtenAs: GLOBS }) })
    .prefault({})
    .meta({ description: 'Which transitions are expected in it; every key must match.' }),
});

/** A time of day, `HH:MM`. */
export function timeOfDay() {
  return text((value) => {
    if (isTimeOfDay(value)) return undefined;
    return { message: 'is not a time of day', hint: 'write HH:MM from 00:00 to 23:59, e.g. 08:30' };
  });
}
