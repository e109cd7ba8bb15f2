import { assert, property, shuffledSubarray, uniqueArray, string, tuple, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { spreadLeases } from '../../../src/lease/spread-leases.ts';

const names = uniqueArray(string({ minLength: 1 }), { maxLength: 60 });
const replicas = uniqueArray(string({ minLength: 1 }), { minLength: 1, maxLength: 6 });

/** Both in another order. */
const inTwoOrders: Arbitrary<[string[][], string[][]]> = tuple(names, replicas).chain(([some, others]) =>
  tuple(tuple(shuffled(some), shuffled(others)), tuple(shuffled(some), shuffled(others))),
);

function shuffled(items: string[]): Arbitrary<string[]> {
  return shuffledSubarray(items, { minLength: items.length });
}

test('every replica gets the same answer, in whatever order it knows names and replicas', () => {
  assert(
    property(inTwoOrders, ([[someNames = [], some = []], [otherNames = [], others = []]]) => {
      const spread = spreadLeases(someNames, some);
      expect(new Map(spreadLeases(otherNames, others))).toEqual(new Map(spread));
    }),
  );
});

test('every name has a holder, and no replica gets more than one name more than another', () => {
  assert(
    property(names, replicas, (some, holders) => {
      const spread = spreadLeases(some, holders);
      expect(new Set(spread.keys())).toEqual(new Set(some));
      const counts = holders.map(
        (holder) =>
          spread
            .values()
            .filter((one) => one === holder)
            .toArray().length,
      );
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a replica that goes leaves most names of the others where they are', () => {
  const many = Array.from({ length: 300 }, (_, index) => `target/t${index}`);
  const before = spreadLeases(many, ['one', 'two', 'three', 'four']);
  const after = spreadLeases(many, ['one', 'two', 'three']);
  const moved = many.filter((name) => before.get(name) !== 'four' && before.get(name) !== after.get(name));
  expect(moved.length).toBeLessThan(75);
});
