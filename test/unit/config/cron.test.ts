import { describe, expect, it } from 'vitest';
import { load, problemsOf, SMALLEST, withValue, type Tree } from './config-text.ts';

const EXPECTATION = {
  name: 'weekly-and-monthly',
  job: { target: 'media', name: 'report-*' },
  createdWithin: '15m',
  successWithin: '3h',
  receivers: ['oncall'],
};

/** Each schedule of the configuration, by its path. */
const PLACES: readonly (readonly [string, (schedule: string) => Tree])[] = [
  ['targets[0].schedule', (schedule) => withValue(SMALLEST, 'targets.0.schedule', schedule)],
  [
    'expectations[0].schedule',
    (schedule) => withValue(SMALLEST, 'expectations', [{ ...EXPECTATION, schedule }]),
  ],
  [
    'maintenance[0].schedule',
    (schedule) => withValue(SMALLEST, 'maintenance', [{ name: 'weekly', for: '2h', schedule }]),
  ],
];

describe.each(PLACES)('a cron expression at %s', (path, withSchedule) => {
  it.each([
    '0 2 1 * 1',
    '0 0 2 1 * 1',
    '0 2 1,15 * Mon-Fri',
    '0 2 */2 * 1',
    '0 2 1-31 * 1',
    '0 2 1 * 0-6',
    '0 2 1-7 * Mon',
    '0 2 L * 5',
    '0 2 15W * 1',
    '0 2 1 * 1#1',
    '  0  2  1  *  1  ',
  ])('that restricts both day fields is refused: %s', (schedule) => {
    expect(problemsOf(withSchedule(schedule))).toEqual([
      {
        path,
        message: 'restricts the day of month and the day of week',
        hint: expect.stringMatching(/crontab comes on either day.*two entries/) as string,
      },
    ]);
  });

  it.each([
    '0 2 1 * *',
    '0 2 * * 1',
    '0 2 ? * MON',
    '0 2 1 * ?',
    '0 2 */1 * 1',
    '0 2 L * *',
    '0 2 * * 1#1',
    '0 2 * 1 1',
    '*/30 * * * * *',
    '@monthly',
    '@weekly',
  ])('that restricts one of them at most is taken: %s', (schedule) => {
    expect(() => load(withSchedule(schedule))).not.toThrow();
  });
});
