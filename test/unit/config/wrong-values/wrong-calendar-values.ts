import type { WrongValue } from './wrong-value.ts';

const TIME_HINT = 'write HH:MM from 00:00 to 23:59, e.g. 08:30';
const NIGHT = { from: '22:00', to: '08:00' };
const WEEKLY = { name: 'weekly', schedule: '0 1 * * 6', for: '2h' };

/** Of quiet hours and maintenance. */
export const wrongCalendarValues: readonly WrongValue[] = [
  ...['8:00', '24:00', '22:60', '22', '22:00:00'].map((to) => ({
    set: 'quietHours',
    to: { ...NIGHT, from: to },
    at: 'quietHours.from',
    message: 'is not a time of day',
    hint: TIME_HINT,
  })),
  {
    set: 'quietHours',
    to: { from: '22:00' },
    at: 'quietHours.to',
    message: 'is missing',
  },
  {
    set: 'quietHours',
    to: { ...NIGHT, days: ['Mon', 'Tues'] },
    at: 'quietHours.days[1]',
    message: 'must be one of Mon, Tue, Wed, Thu, Fri, Sat, Sun',
    hint: 'did you mean Tue?',
  },
  {
    set: 'quietHours',
    to: { ...NIGHT, days: [] },
    at: 'quietHours.days',
    message: 'must have at least one entry',
  },
  {
    set: 'quietHours',
    to: { ...NIGHT, letThrough: ['criticl'] },
    at: 'quietHours.letThrough[0]',
    message: 'must be one of critical, warning, info',
    hint: 'did you mean critical?',
  },
  ...['22:00', '23:30', '07:59'].map((digestAt) => ({
    set: 'quietHours',
    to: { ...NIGHT, digestAt },
    at: 'quietHours.digestAt',
    message: 'is within the quiet hours',
    hint: 'write a time from 08:00 on, or leave it out for 08:00 itself',
  })),
  {
    set: 'quietHours',
    to: { from: '08:00', to: '08:00' },
    at: 'quietHours',
    message: 'never end',
    hint: 'with from the same as to whole days are quiet; leave a day out, or write other times',
  },
  {
    set: 'quietHours',
    to: { ...NIGHT, digest: '08:30' },
    at: 'quietHours.digest',
    message: 'is not a known key',
    hint: 'did you mean digestAt?',
  },
  {
    set: 'maintenance',
    to: [{ ...WEEKLY, for: '2 hours' }],
    at: 'maintenance[0].for',
    message: 'must be a duration',
    hint: 'write a whole number and a unit: 500ms, 30s, 5m, 12h, 90d',
  },
  {
    set: 'maintenance',
    to: [{ ...WEEKLY, for: '32d' }],
    at: 'maintenance[0].for',
    message: 'must be at most 31 d',
  },
  {
    set: 'maintenance',
    to: [{ ...WEEKLY, schedule: 'weekly' }],
    at: 'maintenance[0].schedule',
    message: 'is not a cron expression',
    hint: "write five or six fields, the first of six is the second: '*/30 * * * * *' is every 30 seconds",
  },
  {
    set: 'maintenance',
    to: [{ ...WEEKLY, match: { targets: ['medai'] } }],
    at: 'maintenance[0].match.targets[0]',
    message: 'is no target',
    hint: 'did you mean media?',
  },
  {
    set: 'maintenance',
    to: [{ ...WEEKLY, match: { states: ['Faild'] } }],
    at: 'maintenance[0].match.states[0]',
    message: 'is no state of a job',
    hint: 'did you mean Failed?',
  },
  {
    set: 'maintenance',
    to: [WEEKLY, WEEKLY],
    at: 'maintenance[1].name',
    message: 'is used twice',
    hint: 'give each of the maintenance windows its own name',
  },
];
