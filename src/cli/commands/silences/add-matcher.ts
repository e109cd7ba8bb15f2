import { InvalidArgumentError } from 'commander';
import { LONGEST_GLOB, MOST_MATCHERS, parseMatcher } from '../../../core/mute/parse-matcher.ts';
import { SILENCE_KEYS, type SilenceMatcher } from '../../../core/mute/silence.ts';
import { nearest } from '../../../platform/text/nearest.ts';

/** Reads `KEY=GLOB` and adds it to those before. @throws InvalidArgumentError */
export function addMatcher(text: string, before: readonly SilenceMatcher[] = []): SilenceMatcher[] {
  const matcher = parseMatcher(text);
  if (before.length >= MOST_MATCHERS)
    throw new InvalidArgumentError(`At most ${MOST_MATCHERS} can be given.`);
  if (!('fault' in matcher)) {
    if (matcher.glob.length <= LONGEST_GLOB) return [...before, matcher];
    throw new InvalidArgumentError(`A glob has at most ${LONGEST_GLOB} characters.`);
  }
  if (matcher.fault === 'unknown-key') throw new InvalidArgumentError(describeUnknown(matcher.key));
  throw new InvalidArgumentError('Write KEY=GLOB, e.g. target=media or name=nightly-*.');
}

function describeUnknown(key: string): string {
  const near = nearest(key, SILENCE_KEYS);
  return near === undefined ? `KEY is one of ${SILENCE_KEYS.join(', ')}.` : `Did you mean ${near}?`;
}
