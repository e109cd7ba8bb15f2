import { toSinceMidnight, type TimeOfDay } from '../../../platform/text/time-of-day.ts';
import { toLocalTime } from '../../../platform/local-time.ts';
import { DAY, type Instant } from '../../../platform/time.ts';

/** The hours of sleep, on the wall clock of a zone. */
export interface Night {
  from: TimeOfDay;
  to: TimeOfDay;
  timezone: string;
}

export interface PartOfDay {
  /** `YYYY-MM-DD`: a night belongs to the day on which it began. */
  day: string;
  isNight: boolean;
}

export function partOfDay(at: Instant, { from, to, timezone }: Night): PartOfDay {
  const local = toLocalTime(at, timezone);
  const time = local - Math.floor(local / DAY) * DAY;
  const [begin, end] = [toSinceMidnight(from), toSinceMidnight(to)];
  const isNight = begin < end ? begin <= time && time < end : time >= begin || time < end;
  const began = isNight && begin >= end && time < end ? local - DAY : local;
  return { day: new Date(began).toISOString().slice(0, 10), isNight };
}
