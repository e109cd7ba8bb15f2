import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';

/** A span of creation times, both ends inclusive. */
export interface CreationRange {
  from: Instant;
  until: Instant;
}

export interface WindowSettings {
  lookback: Duration;
  overlap: Duration;
}

/** The last complete read: when it began by the server's clock, and when it ended by ours. */
export interface LastRead {
  startedAt: Instant;
  endedAt: Instant;
}

/** One moment by both clocks. */
export interface Moment {
  server: Instant;
  ours: Instant;
}

/**
 * Returns the start of a poll's window by the server's clock: the start of the last complete read less the overlap.
 * Before the first complete read it is now less the lookback.
 * When the server's clock was set meanwhile, it dates the last read differently, and jobs are listed by that clock.
 * Our clock knows the age of that read. The earlier of both counts, so that no job created since is missed.
 */
export function windowStart(
  lastRead: LastRead | undefined,
  now: Moment,
  { lookback, overlap }: WindowSettings,
): Instant {
  if (lastRead === undefined) return now.server - lookback;
  const ago = Math.max(0, now.ours - lastRead.endedAt - TOLERANCE);
  return Math.min(lastRead.startedAt, now.server - ago) - overlap;
}

/** Less than this is no step of a clock: an answer's way, the whole seconds of its `Date`. */
const TOLERANCE: Duration = MINUTE;

/**
 * Returns the creation times in which to ask for jobs that are still open before the window. On the first read they
 * reach back as far as `followFor`, later to the oldest job that is followed or vanished. `undefined` when there is
 * nothing to ask for.
 */
export function followRange(options: {
  windowStart: Instant;
  /** Now less `followFor`, by the server's clock. */
  horizon: Instant;
  isFirstRead: boolean;
  /** Creation time of the oldest job that must be shown; undefined when there is none. */
  oldestSought: Instant | undefined;
}): CreationRange | undefined {
  const { horizon } = options;
  const from = options.isFirstRead ? horizon : Math.max(options.oldestSought ?? Infinity, horizon);
  return from < options.windowStart ? { from, until: options.windowStart } : undefined;
}
