import { WEEKDAYS } from '../../core/mute/quiet-hours.ts';
import { isTimeOfDay, type TimeOfDay } from '../../platform/text/time-of-day.ts';
import { isMapping } from '../../platform/document/mapping.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import { quietHoursSchema } from '../schema/calendar-schema.ts';

/** Checks that the keys of one `quietHours` fit together; whatever has the wrong shape is passed over here. */
export function checkQuietHours(path: Path, quietHours: unknown): readonly Finding[] {
  if (!isMapping(quietHours)) return [];
  const { from, to, days = quietHoursSchema.shape.days.parse(undefined), digestAt } = quietHours;
  if (!isTime(from) || !isTime(to)) return [];
  if (from === to) return checkWholeDays(path, days);
  if (!isTime(digestAt) || !isBetween(digestAt, from, to)) return [];
  const hint = `write a time from ${to} on, or leave it out for ${to} itself`;
  return [{ path: [...path, 'digestAt'], message: 'is within the quiet hours', hint }];
}

function checkWholeDays(path: Path, days: unknown): readonly Finding[] {
  if (!Array.isArray(days) || !WEEKDAYS.every((day) => days.includes(day))) return [];
  const hint = 'with from the same as to whole days are quiet; leave a day out, or write other times';
  return [{ path, message: 'never end', hint }];
}

function isTime(value: unknown): value is TimeOfDay {
  return typeof value === 'string' && isTimeOfDay(value);
}

/** Texts of this form are in order of time. */
function isBetween(time: TimeOfDay, from: TimeOfDay, to: TimeOfDay): boolean {
  return from < to ? from <= time && time < to : time >= from || time < to;
}
