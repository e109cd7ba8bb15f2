import { LONGEST_GLOB, MOST_MATCHERS, parseMatcher, type MatcherFault } from './parse-matcher.ts';
import { silenceSpan, type SpanFault } from './silence-span.ts';
import type { SilenceMatcher } from './silence.ts';
import { parseDuration, type Instant } from '../../platform/time.ts';

/** The wanted times of a silence, as text. */
export interface AskedTimes {
  /** Absent: from now on. */
  from?: string | undefined;
  /** This, or `for`. */
  until?: string | undefined;
  /** `30m`, `2h`, `3d`. */
  for?: string | undefined;
}

export type TimesFault = SpanFault | 'bad-for';

/** Reads the times of a silence, or finds their fault. */
export function readTimes(
  asked: AskedTimes,
  context: { now: Instant; timezone: string },
): { from: Instant; until: Instant } | TimesFault {
  const { for: forText } = asked;
  const length = forText === undefined ? undefined : parseDuration(forText);
  if (forText !== undefined && (length === undefined || length === 0)) return 'bad-for';
  return silenceSpan({ ...asked, for: length }, context);
}

/** Returns the field that has the fault. */
export function faultyField(fault: TimesFault, asked: AskedTimes): keyof AskedTimes {
  return fault === 'too-far' && asked.for !== undefined ? 'for' : FAULTY_FIELD[fault];
}

const FAULTY_FIELD = {
  'for-or-until': 'until',
  'bad-from': 'from',
  'bad-until': 'until',
  'bad-for': 'for',
  over: 'until',
  'ends-first': 'until',
  'too-far': 'until',
  'long-begun': 'from',
} as const satisfies Readonly<Record<TimesFault, keyof AskedTimes>>;

/** A fault of matchers, with its line. */
export type MatchersFault =
  | (MatcherFault & { line: string })
  /** One without matchers would silence everything. */
  | { fault: 'none' }
  | { fault: 'too-many' };

/** Reads `KEY=GLOB`, one a line; empty lines do not count. */
export function readMatchers(text: string): readonly SilenceMatcher[] | MatchersFault {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return { fault: 'none' };
  if (lines.length > MOST_MATCHERS) return { fault: 'too-many' };
  const matchers: SilenceMatcher[] = [];
  for (const line of lines) {
    const matcher = parseMatcher(line);
    if ('fault' in matcher) return { ...matcher, line };
    if (matcher.glob.length > LONGEST_GLOB) return { fault: 'too-many' };
    matchers.push(matcher);
  }
  return matchers;
}
