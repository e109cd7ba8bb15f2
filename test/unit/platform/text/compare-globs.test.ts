import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversGlob, globsMeet } from '../../../../src/platform/text/compare-globs.ts';
import { matchesGlob } from '../../../../src/platform/text/glob.ts';

const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });

/** All texts of a, b and c with up to five letters: enough to tell globs of five characters apart. */
const TEXTS = Array.from({ length: 5 }).reduce<readonly string[]>(
  (shorter) => [...new Set([...shorter, ...shorter.flatMap((text) => [`${text}a`, `${text}b`, `${text}c`])])],
  [''],
);

describe('a glob', () => {
  it.each<[string, string, boolean]>([
    ['*', 'nightly-*', true],
    ['*', '', true],
    ['**', '*', true],
    ['nightly-*', 'nightly-full', true],
    ['nightly-*', 'nightly-full-*', true],
    ['nightly-*', 'nightly*', false],
    ['nightly-*', '*', false],
    ['?', '*', false],
    ['?', 'a', true],
    ['a', '?', false],
    ['*-full', 'nightly-*', false],
    ['F*', 'Failed', true],
    ['f*', 'Failed', false],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(coversGlob(outer, inner)).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['nightly-*', '*-full', true],
    ['nightly-*', 'weekly-*', false],
    ['a?', '?b', true],
    ['a?', 'a', false],
    ['*', '', true],
    ['a*b', 'a*c', false],
  ])('%s and %s meet: %s', (one, other, expected) => {
    expect([globsMeet(one, other), globsMeet(other, one)]).toEqual([expected, expected]);
  });

  it('that covers another matches each text that the other matches', () => {
    fc.assert(
      fc.property(glob, glob, (outer, inner) => {
        if (!coversGlob(outer, inner)) return;
        expect(TEXTS.filter((text) => matchesGlob(inner, text) && !matchesGlob(outer, text))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('meets another exactly when some text matches both', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 });
    fc.assert(
      fc.property(short, short, (one, other) => {
        const both = TEXTS.some((text) => matchesGlob(one, text) && matchesGlob(other, text));
        expect(globsMeet(one, other)).toBe(both);
      }),
      { numRuns: 300 },
    );
  });

  it('with many stars is compared at once', () => {
    expect(coversGlob('*a'.repeat(30), '*a'.repeat(29))).toBe(false);
    expect(globsMeet(`${'*a'.repeat(30)}b`, `${'a*'.repeat(30)}c`)).toBe(false);
  });
});
