import { parseDuration, type Duration } from '../../platform/time.ts';

/** Reads a span that a person typed: `2h`, also ` 2 H `, `1h30m`. `undefined` for anything else. */
export function parseSpan(text: string): Duration | undefined {
  const typed = text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
  const parts = typed.match(/\d+[a-z]+/g) ?? [];
  if (parts.length === 0 || parts.join('') !== typed) return undefined;
  const spans = parts.map(parseDuration);
  return spans.reduce<Duration | undefined>(
    (sum, span) => (sum === undefined || span === undefined ? undefined : sum + span),
    0,
  );
}
