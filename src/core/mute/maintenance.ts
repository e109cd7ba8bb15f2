import type { Duration, Instant } from '../../platform/time.ts';
import type { RuleMatch } from '../rule/rule.ts';

/** Planned work that comes again: what happens in it is expected. */
export interface Maintenance {
  name: string;
  /** A cron expression; a window opens at each of its times. */
  schedule: string;
  /** The time for which a window stays open. */
  for: Duration;
  /** The jobs that are expected in it. */
  match: RuleMatch;
}

/** Asks the calendar, which is not pure enough to be known here. */
export type LastOccurrence = (question: {
  expression: string;
  timezone: string;
  atOrBefore: Instant;
  notBefore: Instant;
}) => Instant | undefined;

/**
 * Until when the maintenance that is on at `now` lasts (exclusive); undefined when none is on. It is on when its
 * schedule came due within (`now` − `for`, `now`]; windows that overlap last until the end of the latest.
 */
export function maintenanceUntil(
  { schedule, for: length }: Maintenance,
  context: { timezone: string; now: Instant; lastOccurrence: LastOccurrence },
): Instant | undefined {
  const { timezone, now, lastOccurrence } = context;
  const notBefore = now - length + 1;
  const opened = lastOccurrence({ expression: schedule, timezone, atOrBefore: now, notBefore });
  return opened === undefined ? undefined : opened + length;
}
