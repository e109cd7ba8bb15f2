import { expect, it } from 'vitest';
import { maintenanceUntil } from '../../../../src/core/mute/maintenance.ts';
import { lastOccurrence } from '../../../../src/platform/cron/occurrences.ts';
import { HOUR } from '../../../../src/platform/time.ts';

const EVERYTHING = {
  states: ['*'],
  targets: ['*'],
  names: ['*'],
  types: ['*'],
  workflowIds: ['*'],
  queueIds: ['*'],
  codes: ['*'],
};

function lasts(schedule: string, hours: number, now: string): string | undefined {
  const maintenance = { name: 'weekly', schedule, for: hours * HOUR, match: EVERYTHING };
  const until = maintenanceUntil(maintenance, {
    timezone: 'Europe/Berlin',
    now: Date.parse(now),
    lastOccurrence,
  });
  return until === undefined ? undefined : new Date(until).toISOString().replace(':00.000Z', 'Z');
}

it.each([
  // Saturdays at 01:00 in Berlin, for two hours.
  ['0 1 * * 6', 2, '2026-11-27T23:59:59.999Z', undefined],
  ['0 1 * * 6', 2, '2026-11-28T00:00Z', '2026-11-28T02:00Z'],
  ['0 1 * * 6', 2, '2026-11-28T01:59:59.999Z', '2026-11-28T02:00Z'],
  ['0 1 * * 6', 2, '2026-11-28T02:00Z', undefined],
  // The hours are those that pass, not those that the wall clock shows.
  ['30 1 * * *', 2, '2026-03-29T02:15Z', '2026-03-29T02:30Z'],
  ['30 1 * * *', 2, '2026-10-25T01:15Z', '2026-10-25T01:30Z'],
  // Windows that overlap.
  ['0 * * * *', 2, '2026-11-28T05:30Z', '2026-11-28T07:00Z'],
])('maintenance %s for %d h is on at %s until %s', (schedule, hours, now, until) => {
  expect(lasts(schedule, hours, now)).toBe(until);
});
