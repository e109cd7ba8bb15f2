import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Row } from '../../../../src/store/copy/pages.ts';
import { RowSum } from '../../../../src/store/copy/row-sum.ts';

const value = fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.constant(null));
const row = fc.dictionary(fc.constantFrom('id', 'name', 'at'), value, { minKeys: 1 });
const rows = fc.array(row, { minLength: 1, maxLength: 5 });

function sum(...pages: Row[][]): string {
  const summed = new RowSum();
  for (const page of pages) summed.add(page);
  return summed.end().checksum;
}

it('the checksum of rows is another one when any value is', () => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.integer({ min: 1 }), (all, at, added) => {
      const place = at % all.length;
      const [column = 'id', before] = Object.entries(all[place] ?? {})[0] ?? [];
      const after = typeof before === 'number' ? before - added : `${before ?? ''}${added}`;
      expect(sum(all.with(place, { ...all[place], [column]: after }))).not.toBe(sum(all));
    }),
  );
});

it('the checksum of rows depends neither on pages nor on the order of columns', () => {
  fc.assert(
    fc.property(rows, fc.nat(), (all, at) => {
      const cut = at % all.length;
      const turned = all.map((one) => Object.fromEntries(Object.entries(one).toReversed()));
      expect(sum(turned.slice(0, cut), turned.slice(cut))).toBe(sum(all));
    }),
  );
});

it('the checksum of rows tells an empty text from none, and a number from its digits', () => {
  const sums = [null, '', 0, '0'].map((name) => sum([{ name }]));
  expect(new Set(sums).size).toBe(sums.length);
});
