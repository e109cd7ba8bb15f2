import { describe, expect, it } from 'vitest';
import { withIsoTimes } from '../../../src/platform/iso-times.ts';

const AT = Date.UTC(2026, 10, 23, 9, 15, 2);

describe('withIsoTimes', () => {
  it.each([
    ['a moment', { at: AT }, { at: '2026-11-23T09:15:02.000Z' }],
    ['the beginning of time', { at: 0 }, { at: '1970-01-01T00:00:00.000Z' }],
    ['an absent moment', { at: undefined }, { at: undefined }],
    ['a number that is not named', { id: AT, at: AT }, { id: AT, at: '2026-11-23T09:15:02.000Z' }],
    ['a time that is absurd', { at: Number.NaN }, { at: '1970-01-01T00:00:00.000Z' }],
  ])('writes %s', (_case, value: { id?: number; at: number | undefined }, written) => {
    expect(withIsoTimes(value, 'at')).toEqual(written);
    expect(Object.keys(withIsoTimes(value, 'at'))).toEqual(Object.keys(value));
  });

  it('leaves the given value as it was', () => {
    const value = { at: AT };
    withIsoTimes(value, 'at');
    expect(value).toEqual({ at: AT });
  });
});
