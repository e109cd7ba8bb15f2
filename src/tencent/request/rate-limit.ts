import type { Clock, Duration } from '../../platform/time.ts';

export interface RateLimit {
  /** Resolves when the caller may start; callers start in the order in which they asked. */
  enter(signal: AbortSignal): Promise<void>;
}

/**
 * Lets at most `perSecond` callers start within any second (a fraction of one, spaced accordingly). It counts
 * on the monotonic clock, so that a wall clock set back never holds up a poll.
 */
export function createRateLimit(options: { perSecond: number; clock: Clock }): RateLimit {
  const { perSecond, clock } = options;
  const burst = Math.max(1, Math.floor(perSecond));
  const window: Duration = (burst / perSecond) * 1000;
  /** When the last `burst` callers start or started, oldest first. */
  const starts: Duration[] = [];
  return {
    async enter(signal) {
      signal.throwIfAborted();
      const now = clock.monotonic();
      const oldest = starts.length < burst ? undefined : starts.shift();
      const start = Math.max(now, oldest === undefined ? now : oldest + window);
      starts.push(start);
      if (start > now) await clock.sleep(start - now, signal);
    },
  };
}
