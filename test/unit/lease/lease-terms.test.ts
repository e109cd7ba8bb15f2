import { expect, it } from 'vitest';
import {
  ANSWER_WITHIN,
  DEFERENCE,
  HELD_FOR,
  LEASE_TTL_SECONDS,
  LOOK_EVERY,
  RENEW_EVERY,
  WATCH_EVERY,
} from '../../../src/lease/lease-terms.ts';
import { SECOND } from '../../../src/platform/time.ts';

it('a lease outlives one renewal that fails, and its holder stops before others may begin', () => {
  expect(ANSWER_WITHIN).toBeLessThan(RENEW_EVERY);
  expect(2 * RENEW_EVERY).toBeLessThan(HELD_FOR);
  expect(HELD_FOR + WATCH_EVERY).toBeLessThan(LEASE_TTL_SECONDS * SECOND);
});

it('a lease of a killed replica is taken within the twenty seconds that the alerts and the docs name', () => {
  expect(LEASE_TTL_SECONDS * SECOND + LOOK_EVERY + DEFERENCE + LOOK_EVERY).toBeLessThan(20 * SECOND);
});
