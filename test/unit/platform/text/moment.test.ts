import { expect, it } from 'vitest';
import { parseMoment } from '../../../../src/platform/text/moment.ts';

const read = (text: string, timezone = 'Europe/Berlin') => {
  const instant = parseMoment(text, timezone);
  return instant === undefined ? undefined : new Date(instant).toISOString();
};

it.each([
  ['2026-11-23T08:00+08:00', '2026-11-23T00:00:00.000Z'],
  ['2026-11-23T08:00+0800', '2026-11-23T00:00:00.000Z'],
  ['2026-11-23 08:00-05:30', '2026-11-23T13:30:00.000Z'],
  ['2026-11-23T08:00:59Z', '2026-11-23T08:00:59.000Z'],
  // As the API itself writes it.
  ['2026-11-23T08:00:59.001Z', '2026-11-23T08:00:59.001Z'],
  ['2026-11-23 08:00', '2026-11-23T07:00:00.000Z'],
  ['2026-07-23 08:00', '2026-07-23T06:00:00.000Z'],
  // Leapt over in spring; shown twice in autumn.
  ['2026-03-29 02:30', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z'],
])('%s is %s', (text, instant) => {
  expect(read(text)).toBe(instant);
});

it.each(['', 'now', '2026-11-23', '08:00', '2026-02-30 08:00', '2026-13-01 08:00', '2026-11-23 24:00'])(
  '%j is no moment',
  (text) => {
    expect(read(text)).toBeUndefined();
  },
);
