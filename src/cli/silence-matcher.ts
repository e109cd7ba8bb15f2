import { InvalidArgumentError } from 'commander';
import { SILENCE_KEYS, type SilenceMatcher } from '../alerts/silence.ts';
import { nearest } from '../config/nearest.ts';

/** Reads `KEY=GLOB` and adds it to those before. @throws InvalidArgumentError */
export function parseMatcher(text: string, before: readonly SilenceMatcher[] = []): SilenceMatcher[] {
  const [, key = text, glob = ''] = /^([^=]*)=([^]+)$/.exec(text) ?? [];
  const known = SILENCE_KEYS.find((name) => name === key);
  if (glob === '') throw new InvalidArgumentError('Write KEY=GLOB, e.g. target=media or name=nightly-*.');
  if (known === undefined) throw new InvalidArgumentError(describeUnknown(key));
  return [...before, { key: known, glob }];
}

/** `target=media name=nightly-*`, as they were typed. */
export function formatMatchers(matchers: readonly SilenceMatcher[]): string {
  return matchers.map(({ key, glob }) => `${key}=${glob}`).join(' ');
}

function describeUnknown(key: string): string {
  const near = nearest(key, SILENCE_KEYS);
  return near === undefined ? `KEY is one of ${SILENCE_KEYS.join(', ')}.` : `Did you mean ${near}?`;
}
