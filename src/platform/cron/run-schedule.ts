import { SECOND, type Clock, type Duration, type Instant } from '../time.ts';

/** Returns the next two ticks after now, in order. */
export type Calendar = () => readonly [Instant, Instant];

/** A tick noticed later than this was missed: the process or the host was held up. */
const TOLERANCE: Duration = 2 * SECOND;

/** The longest sleep in one piece: how soon a clock that was set, or a suspended host, is noticed. */
const LONGEST_SLEEP: Duration = 5 * SECOND;

/**
 * Calls `onTick` at each tick of the calendar until `signal` aborts. It reports missed ticks to `onMissed`, as many
 * as the calendar's pace makes them, and makes up for all of them by one `onTick` at once. When the clock is set
 * back, it asks for the next tick again and does not wait for a time long ahead.
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
