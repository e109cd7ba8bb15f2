import { DAY, type Duration, type Instant } from '../../platform/time.ts';
import { parseMoment } from '../../platform/text/moment.ts';

/** When a silence is wanted, as it was typed. */
export interface AskedSpan {
  /** Undefined: from now on. */
  from?: string | undefined;
  /** This, or `until`. */
  for?: Duration | undefined;
  until?: string | undefined;
}

/** The same, its moments read. */
export interface ReadSpan {
  from: Instant | undefined;
  for: Duration | undefined;
  until: Instant | undefined;
}

/** The fault of a span as it was typed. */
export type SpanFault =
  | 'for-or-until'
  | 'bad-from'
  | 'bad-until'
  /** It would be over already. */
  | 'over'
  | 'ends-first'
  /** It would end more than a year from now. */
  | 'too-far'
  /** It would have begun more than a year ago. */
  | 'long-begun';

/** A longer silence is a rule without receivers. */
export const LONGEST_SILENCE: Duration = 366 * DAY;

/** When a silence holds, or what is wrong with what was typed. */
export function silenceSpan(
  asked: AskedSpan,
  { now, timezone }: { now: Instant; timezone: string },
): { from: Instant; until: Instant } | SpanFault {
  const span = readSpan(asked, timezone);
  if (typeof span === 'string') return span;
  const { from = now, for: length = 0, until = from + length } = span;
  if (until <= now) return 'over';
  if (until > now + LONGEST_SILENCE) return 'too-far';
  return from < now - LONGEST_SILENCE ? 'long-begun' : { from, until };
}

/** A span as it was typed, or its fault at whatever time. */
export function readSpan(asked: AskedSpan, timezone: string): ReadSpan | SpanFault {
  const { from: fromText, until: untilText, for: length } = asked;
  if ((length === undefined) === (untilText === undefined)) return 'for-or-until';
  const from = fromText === undefined ? undefined : parseMoment(fromText, timezone);
  if (from === undefined && fromText !== undefined) return 'bad-from';
  const until = untilText === undefined ? undefined : parseMoment(untilText, timezone);
  if (until === undefined && untilText !== undefined) return 'bad-until';
  if (from !== undefined && until !== undefined && until <= from) return 'ends-first';
  return { from, for: length, until };
}
