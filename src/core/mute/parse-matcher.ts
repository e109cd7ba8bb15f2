import { SILENCE_KEYS, type SilenceMatcher } from './silence.ts';

/** More than anybody types; what is longer would make each look at a silence dear. */
export const MOST_MATCHERS = 20;
export const LONGEST_GLOB = 1_000;

/** The fault of a matcher as it was typed. */
export type MatcherFault =
  /** There is no `=`, or nothing behind it. */
  { fault: 'no-glob' } | { fault: 'unknown-key'; key: string };

/** Reads `KEY=GLOB`. Blanks around both, and the case of the key, do not count. */
export function parseMatcher(text: string): SilenceMatcher | MatcherFault {
  const [, typedKey = text, typedGlob = ''] = /^([^=＝]*)[=＝]([^]+)$/.exec(text) ?? [];
  const [key, glob] = [typedKey.trim(), typedGlob.trim()];
  const known = SILENCE_KEYS.find((name) => name.toLowerCase() === key.toLowerCase());
  if (glob === '') return { fault: 'no-glob' };
  return known === undefined ? { fault: 'unknown-key', key } : { key: known, glob };
}

/** `target=media name=nightly-*`, as they were typed. */
export function formatMatchers(matchers: readonly SilenceMatcher[]): string {
  return matchers.map(({ key, glob }) => `${key}=${glob}`).join(' ');
}
