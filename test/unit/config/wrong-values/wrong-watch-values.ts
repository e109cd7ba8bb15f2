import type { WrongValue } from './wrong-value.ts';

const NIGHTLY = {
  name: 'nightly',
  job: { target: 'media', name: 'nightly-*' },
  schedule: '0 2 * * *',
  createdWithin: '15m',
  successWithin: '3h',
  receivers: ['oncall'],
};
const OTHER_NAME = 'incidents, silences and messages tell them apart by name: choose another one';

/** Of expectations and the watchdog. */
export const wrongWatchValues: readonly WrongValue[] = [
  {
    set: 'expectations',
    to: [{ ...NIGHTLY, job: { target: 'medai', name: 'nightly-*' } }],
    at: 'expectations[0].job.target',
    message: 'is no target',
    hint: 'did you mean media?',
  },
  {
    set: 'expectations',
    to: [{ ...NIGHTLY, job: { target: 'media' } }],
    at: 'expectations[0].job.name',
    message: 'is missing',
  },
  {
    set: 'expectations',
    to: [{ ...NIGHTLY, receivers: ['onkall'] }],
    at: 'expectations[0].receivers[0]',
    message: 'is no receiver',
    hint: 'did you mean oncall?',
  },
  {
    set: 'expectations',
    to: [{ ...NIGHTLY, receivers: [] }],
    at: 'expectations[0].receivers',
    message: 'must have at least one entry',
  },
  {
    set: 'expectations',
    to: [{ ...NIGHTLY, escalate: [{ after: '30m', receivers: ['laed'] }] }],
    at: 'expectations[0].escalate[0].receivers[0]',
    message: 'is no receiver',
    hint: 'known: oncall',
  },
  {
    set: 'expectations',
    to: [{ ...NIGHTLY, successWithin: '10m' }],
    at: 'expectations[0].successWithin',
    message: 'is shorter than createdWithin',
    hint: 'a job cannot succeed before it is created; both count from the schedule',
  },
  {
    set: 'expectations',
    to: [NIGHTLY, NIGHTLY],
    at: 'expectations[1].name',
    message: 'is used twice',
    hint: 'give each of the expectations its own name',
  },
  {
    set: 'expectations',
    to: [{ ...NIGHTLY, name: 'watchdog' }],
    at: 'expectations[0].name',
    message: 'is taken by the watchdog',
    hint: OTHER_NAME,
  },
  {
    set: 'rules',
    to: [{ name: 'watchdog', receivers: ['oncall'] }],
    at: 'rules[0].name',
    message: 'is taken by the watchdog',
    hint: OTHER_NAME,
  },
  {
    set: 'watchdog',
    to: { receivers: ['onkall'] },
    at: 'watchdog.receivers[0]',
    message: 'is no receiver',
    hint: 'did you mean oncall?',
  },
  {
    set: 'watchdog',
    to: { unreadableAfter: 0 },
    at: 'watchdog.unreadableAfter',
    message: 'must be at least 1',
  },
  {
    set: 'watchdog',
    to: { ping: 'https://u:100%@hc.example.com/uuid' },
    at: 'watchdog.ping',
    message: 'has a login with a % that stands for no sign',
    hint: 'write % itself as %25',
  },
  {
    set: 'watchdog',
    to: { ping: 'hc.example.com/uuid' },
    at: 'watchdog.ping',
    message: 'is not an http or https URL',
    hint: 'write e.g. https://hc.example.com/UUID',
  },
  {
    set: 'watchdog',
    to: { ping: 'http://hc.example.com/uuid' },
    at: 'watchdog.ping',
    message: 'is plain http to another machine',
    hint: 'use https, or set allowHttp: true beside it if the way there is safe',
  },
  {
    set: 'watchdog',
    to: { quietReport: '9:00' },
    at: 'watchdog.quietReport',
    message: 'is not a time of day',
    hint: 'write HH:MM from 00:00 to 23:59, e.g. 08:30',
  },
];
