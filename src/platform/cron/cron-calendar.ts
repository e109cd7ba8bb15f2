import { createTask } from 'node-cron';
import { SECOND } from '../time.ts';
import type { Calendar } from './run-schedule.ts';

/**
 * The ticks of a node-cron expression (five or six fields) in an IANA zone. node-cron tells the times;
 * waiting for them is `runSchedule`'s, because node-cron's own runner waits out a clock that was set back,
 * and walks through every missed tick when it was set forward.
 */
export function cronCalendar(expression: string, timezone: string): Calendar {
  const task = createTask(expression, () => {}, { timezone });
  return () => {
    const [next, following] = task.getNextRuns(2).map((date) => date.getTime());
    if (next === undefined) throw new Error(`the schedule ${expression} never comes`);
    return [next, following ?? next + SECOND];
  };
}
