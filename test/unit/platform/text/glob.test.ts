import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesGlob } from '../../../../src/platform/text/glob.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '批', '😀', '\n'), maxLength: 8 });
const glob = fc.string({ unit: fc.constantFrom('a', 'b', '.', '批', '😀', '*', '?'), maxLength: 8 });

it('matches as the equal regular expression does', () => {
  fc.assert(
    fc.property(glob, text, (pattern, given) => {
      const source = Array.from(pattern, (character) =>
        character === '*' ? '.*' : character === '?' ? '.' : character.replace('.', '\\.'),
      );
      expect(matchesGlob(pattern, given)).toBe(new RegExp(`^${source.join('')}$`, 'su').test(given));
    }),
    { numRuns: 2_000 },
  );
});

it('takes no longer for a pattern made to be slow', () => {
  expect(matchesGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(2_000))).toBe(false);
});

it('looks at the first two thousand characters of a text', () => {
  expect(matchesGlob('*b', `${'a'.repeat(1_999)}b`)).toBe(true);
  expect(matchesGlob('*b', `${'a'.repeat(2_000)}b`)).toBe(false);
});
