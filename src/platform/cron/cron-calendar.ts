import { SECOND, type Clock } from '../time.ts';
import { nextOccurrences, type Schedule } from './occurrences.ts';
import type { Calendar } from './run-schedule.ts';

/** Returns the ticks of a schedule, by the function that also says to people when it comes due. */
export function cronCalendar(schedule: Schedule, clock: Pick<Clock, 'now'>): Calendar {
  return () => {
    const [next, following] = nextOccurrences({ ...schedule, after: clock.now(), count: 2 });
    if (next === undefined) throw new Error(`the schedule ${schedule.expression} never comes`);
    return [next, following ?? next + SECOND];
  };
}
