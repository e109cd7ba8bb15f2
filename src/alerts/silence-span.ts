import type { Duration, Instant } from '../time.ts';
import { parseMoment } from './moment.ts';

/** When a silence is wanted, as it was typed. */
export interface AskedSpan {
  /** Undefined: from now on. */
  readonly from?: string | undefined;
  /** This, or `until`. */
  readonly for?: Duration | undefined;
  readonly until?: string | undefined;
}

/** What is wrong with what was typed. */
export type SpanFault =
  | 'for-or-until'
  | 'bad-from'
  | 'bad-until'
  /** It would be over already. */
  | 'over'
  | 'ends-first';

/** When a silence holds, or what is wrong with what was typed. */
export function silenceSpan(
  asked: AskedSpan,
  { now, timezone }: { readonly now: Instant; readonly timezone: string },
): { readonly from: Instant; readonly until: Instant } | SpanFault {
  const { from: fromText, until: untilText, for: length } = asked;
  if ((length === undefined) === (untilText === undefined)) return 'for-or-until';
  const from = fromText === undefined ? now : parseMoment(fromText, timezone);
  if (from === undefined) return 'bad-from';
  const until = untilText === undefined ? from + (length ?? 0) : parseMoment(untilText, timezone);
  if (until === undefined) return 'bad-until';
  if (until <= now) return 'over';
  return until <= from ? 'ends-first' : { from, until };
}
