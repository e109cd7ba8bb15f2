import { describe, expect, it } from 'vitest';
import { routesFor, wantsEach, type Receiver } from '../../../src/core/receiver.ts';

const RECEIVER: Receiver = {
  name: 'oncall',
  routes: [
    { channel: 'email', recipients: ['oncall@example.com'] },
    { channel: 'pagerduty', recipients: ['pager'], severities: ['critical'], wantsEach: true },
  ],
};

describe('a message to a receiver', () => {
  it.each([
    ['critical', ['email', 'pagerduty']],
    ['warning', ['email']],
    ['info', ['email']],
  ] as const)('of severity %s goes by the routes that take it', (severity, channels) => {
    expect(routesFor(RECEIVER, severity).map(({ channel }) => channel)).toEqual(channels);
  });
});

it('a receiver with a program among its routes wants each incident by itself', () => {
  expect(wantsEach(RECEIVER)).toBe(true);
  expect(wantsEach({ ...RECEIVER, routes: RECEIVER.routes.slice(0, 1) })).toBe(false);
  expect(wantsEach(undefined)).toBe(false);
});
