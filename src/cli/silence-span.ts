import type { Duration, Instant } from '../time.ts';
import { parseMoment } from './moment.ts';
import { showControls } from './table.ts';
import type { CliWords } from './words.ts';

/** When a silence is wanted, as it was typed. */
export interface AskedSpan {
  /** Undefined: from now on. */
  readonly from?: string | undefined;
  /** This, or `until`. */
  readonly for?: Duration | undefined;
  readonly until?: string | undefined;
}

/** When a silence holds, or what is wrong with what was typed. */
export function silenceSpan(
  asked: AskedSpan,
  context: { readonly now: Instant; readonly timezone: string; readonly words: CliWords['silence'] },
): { readonly from: Instant; readonly until: Instant } | string {
  const { now, timezone, words } = context;
  const { from: fromText, until: untilText, for: length } = asked;
  if ((length === undefined) === (untilText === undefined)) return words.forOrUntil;
  const from = fromText === undefined ? now : parseMoment(fromText, timezone);
  if (from === undefined) return words.badTime('--from', showControls(fromText ?? ''));
  const until = untilText === undefined ? from + (length ?? 0) : parseMoment(untilText, timezone);
  if (until === undefined) return words.badTime('--until', showControls(untilText ?? ''));
  if (until <= now) return words.over;
  return until <= from ? words.endsFirst : { from, until };
}
