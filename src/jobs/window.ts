import type { Duration, Instant } from '../time.ts';

/** A span of creation times, both ends inclusive. */
export interface CreationRange {
  readonly from: Instant;
  readonly until: Instant;
}

export interface WindowSettings {
  readonly lookback: Duration;
  readonly overlap: Duration;
}

/**
 * Where a poll's window begins, by the server's clock: the start of the last complete read less the
 * overlap; before there was one, now less the lookback. A last read that lies in the server's future (its
 * clock was set back, or a proxy lied) counts as now, so that nothing created since is missed.
 */
export function windowStart(
  lastReadStartedAt: Instant | undefined,
  serverNow: Instant,
  { lookback, overlap }: WindowSettings,
): Instant {
  if (lastReadStartedAt === undefined) return serverNow - lookback;
  return Math.min(lastReadStartedAt, serverNow) - overlap;
}

/**
 * The creation times in which to ask for jobs still open before the window: on the first read as far back
 * as `followFor`, later from the oldest one we follow. Undefined when there is nothing to ask for.
 */
export function followRange(options: {
  readonly windowStart: Instant;
  readonly serverNow: Instant;
  readonly followFor: Duration;
  readonly isFirstRead: boolean;
  /** Creation time of the oldest followed job; undefined when none is followed. */
  readonly oldestFollowed: Instant | undefined;
}): CreationRange | undefined {
  const horizon = options.serverNow - options.followFor;
  const from = options.isFirstRead ? horizon : Math.max(options.oldestFollowed ?? Infinity, horizon);
  return from < options.windowStart ? { from, until: options.windowStart } : undefined;
}
