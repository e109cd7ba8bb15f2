import { expect, it } from 'vitest';
import { partOfDay } from '../../../src/cli/commands/replay/part-of-day.ts';
import { readMoment } from '../../../src/cli/terminal/read-moment.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');

it.each([
  ['7d', '2026-11-16T12:00:00Z'],
  ['2026-11-23', '2026-11-22T16:00:00Z'],
  ['2026-11-23 09:15', '2026-11-23T01:15:00Z'],
  ['2026-11-23T09:15:30', '2026-11-23T01:15:30Z'],
  ['2026-11-23T09:15:00Z', '2026-11-23T09:15:00Z'],
  ['2026-11-23T09:15+01:00', '2026-11-23T08:15:00Z'],
])('%s in Shanghai is %s', (text, instant) => {
  expect(readMoment(text, { now: NOW, timezone: 'Asia/Shanghai' })).toBe(Date.parse(instant));
});

it.each(['yesterday', '', '2026-13-01', '-7d', '7'])('%j is no moment', (text) => {
  expect(readMoment(text, { now: NOW, timezone: 'UTC' })).toBeUndefined();
});

it.each([
  ['2026-11-23T21:59:59Z', '2026-11-23', false],
  ['2026-11-23T22:00:00Z', '2026-11-23', true],
  ['2026-11-24T07:59:59Z', '2026-11-23', true],
  ['2026-11-24T08:00:00Z', '2026-11-24', false],
])('%s is of %s, at night: %s', (text, day, isNight) => {
  const night = { from: '22:00', to: '08:00', timezone: 'UTC' };
  expect(partOfDay(Date.parse(text), night)).toEqual({ day, isNight });
});

it('a night within one day is of that day', () => {
  const night = { from: '01:00', to: '06:00', timezone: 'UTC' };
  expect(partOfDay(Date.parse('2026-11-24T02:00:00Z'), night)).toEqual({ day: '2026-11-24', isNight: true });
});
