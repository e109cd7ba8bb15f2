import { expect, it } from 'vitest';
import { calendarFromConfig } from '../../../src/app/calendar-from-config.ts';
import { DAY, HOUR } from '../../../src/platform/time.ts';
import { NOTIFY_ALARMS } from '../../support/poll/poll-fixture.ts';

const { match } = NOTIFY_ALARMS;
const at = (text: string) => Date.parse(text);
const calendar = calendarFromConfig({
  timezone: 'UTC',
  maintenance: [
    { name: 'yearly', schedule: '0 1 1 1 *', for: HOUR, match },
    { name: 'weekly', schedule: '0 1 * * 6', for: HOUR, match },
  ],
});

it('the next maintenance is the nearest of all, also when it has begun since, or the clock was set back', () => {
  expect(calendar.maintenanceAfter(at('2026-12-19T12:00Z'))).toBe(at('2026-12-26T01:00Z'));
  expect(calendar.maintenanceAfter(at('2026-12-25T12:00Z'))).toBe(at('2026-12-26T01:00Z'));
  expect(calendar.maintenanceAfter(at('2026-12-26T01:00Z'))).toBe(at('2027-01-01T01:00Z'));
  expect(calendar.maintenanceAfter(at('2026-12-18T12:00Z'))).toBe(at('2026-12-19T01:00Z'));
});

it('where no maintenance is planned, none is to come', () => {
  const empty = calendarFromConfig({ timezone: 'UTC', maintenance: [] });
  expect([0, 2 * DAY].map((now) => empty.maintenanceAfter(now))).toEqual([undefined, undefined]);
});
