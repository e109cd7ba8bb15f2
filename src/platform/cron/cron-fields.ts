import { createTask, parse } from 'node-cron';
import { HOUR, MINUTE, SECOND } from '../time.ts';
import type { LocalTime } from '../local-time.ts';

/** A node-cron expression, taken apart: on which days, and at which times of them. */
export interface CronFields {
  hours: ReadonlySet<number>;
  /** In order, as are the seconds. */
  minutes: readonly number[];
  seconds: readonly number[];
  /** Says whether it comes on the day that begins at `midnight`. */
  isDue(midnight: LocalTime): boolean;
}

/**
 * Takes an expression of five or six fields apart. The days are left to node-cron itself, which knows more
 * words for them (`L`, `15W`, `1#2`, both day fields together) than one would write again.
 * Throws the library's plain error for what is no expression.
 */
export function readCron(expression: string): CronFields {
  const { hour, minute, second } = parse(expression);
  const task = createTask(expression, () => undefined, { timezone: 'UTC' });
  // Else the library's registry keeps it for ever; it still answers, for that is a pure question.
  void task.destroy();
  // A time of day at which it comes, so that the answer hangs on the day alone.
  const timeOfDay = (hour[0] ?? 0) * HOUR + (minute[0] ?? 0) * MINUTE + (second[0] ?? 0) * SECOND;
  return {
    hours: new Set(hour),
    minutes: minute.toSorted((a, b) => a - b),
    seconds: second.toSorted((a, b) => a - b),
    isDue: (midnight) => task.match(new Date(midnight + timeOfDay)),
  };
}
