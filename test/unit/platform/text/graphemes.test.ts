import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { graphemesOf } from '../../../../src/platform/text/graphemes.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

it('the graphemes of any text are those of the runtime, and those of plain ASCII, too', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('\r', '\n', 'a', ' ', '~') }),
  );
  fc.assert(
    fc.property(text, (any) => {
      const expected = Array.from(segmenter.segment(any), ({ segment, index }) => ({ segment, index }));
      expect(Array.from(graphemesOf(any), ({ segment, index }) => ({ segment, index }))).toEqual(expected);
    }),
  );
});
