import { SECOND, type Clock, type Duration, type Instant } from '../time.ts';

/** Tells the next two ticks after now, in order. */
export type Calendar = () => readonly [Instant, Instant];

/** A tick noticed later than this was missed: the process or the host was held up. */
const TOLERANCE: Duration = 2 * SECOND;

/** The longest sleep in one piece: how soon a clock that was set, or a suspended host, is noticed. */
const LONGEST_SLEEP: Duration = 5 * SECOND;

/**
 * Calls `onTick` at each tick of the calendar until `signal` aborts. Ticks that were missed are reported to
 * `onMissed`, as many as the calendar's pace makes them, and made up for by one `onTick` at once; when the
 * clock is set back, the next tick is asked for again instead of waiting for a time long ahead.
 */
export async function runSchedule(options: {
  calendar: Calendar;
  clock: Clock;
  signal: AbortSignal;
  onTick: () => void;
  onMissed: (ticks: number) => void;
}): Promise<void> {
  const { calendar, clock, signal } = options;
  while (!signal.aborted) {
    const [tick, following] = calendar();
    const now = await sleepUntil(tick, clock, signal);
    if (now === undefined) continue;
    const late = now - tick;
    if (late > TOLERANCE) options.onMissed(1 + Math.floor(late / Math.max(following - tick, SECOND)));
    options.onTick();
  }
}

/** The time at which `tick` was reached; undefined when the clock was set back meanwhile, or on abort. */
async function sleepUntil(tick: Instant, clock: Clock, signal: AbortSignal): Promise<Instant | undefined> {
  let now = clock.now();
  while (now < tick) {
    try {
      await clock.sleep(Math.min(tick - now, LONGEST_SLEEP), signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
    const before = now;
    now = clock.now();
    if (now < before - TOLERANCE) return undefined;
  }
  return now;
}
