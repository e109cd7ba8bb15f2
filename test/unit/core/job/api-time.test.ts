import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseApiTime, toApiTime } from '../../../../src/core/job/api-time.ts';

describe('a time of the API', () => {
  it.each([
    ['2022-06-27T15:23:10+0800', '2022-06-27T07:23:10.000Z'],
    ['2022-06-27T15:23:10+08:00', '2022-06-27T07:23:10.000Z'],
    ['2022-08-09 14:54:17+0800', '2022-08-09T06:54:17.000Z'],
    ['2022-06-27T15:23:10-0330', '2022-06-27T18:53:10.000Z'],
    ['2022-06-27T15:23:10Z', '2022-06-27T15:23:10.000Z'],
  ])('is read as it is written: %s', (text, instant) => {
    expect(new Date(parseApiTime(text) ?? NaN).toISOString()).toBe(instant);
  });

  it.each(['', '-', '0', '60', 'yesterday', '2022-06-27', '2022-06-27T15:23:10', '2022-13-27T15:23:10+0800'])(
    'is none when it is not one: "%s"',
    (text) => expect(parseApiTime(text)).toBeUndefined(),
  );

  it.each([
    '0000-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '9999-12-31T23:59:59+0800',
  ])('is none when it cannot be true: %s', (text) => expect(parseApiTime(text)).toBeUndefined());

  it('survives writing and reading, rounded down to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (instant) => {
        expect(toApiTime(instant)).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+0800$/);
        expect(parseApiTime(toApiTime(instant))).toBe(Math.floor(instant / 1000) * 1000);
      }),
    );
  });
});
