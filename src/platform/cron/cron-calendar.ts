import { createTask } from 'node-cron';
import { SECOND } from '../time.ts';
import type { Calendar } from './run-schedule.ts';

/**
 * Returns the ticks of a node-cron expression (five or six fields) in an IANA zone. node-cron computes the times, and
 * `runSchedule` waits for them. node-cron's own runner waits out a clock that was set back, and steps through every
 * missed tick when it was set forward.
 */
export function cronCalendar(expression: string, timezone: string): Calendar {
  const task = createTask(expression, () => {}, { timezone });
  return () => {
    const [next, following] = task.getNextRuns(2).map((date) => date.getTime());
    if (next === undefined) throw new Error(`the schedule ${expression} never comes`);
    return [next, following ?? next + SECOND];
  };
}
