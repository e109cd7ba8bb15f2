import { expect, it } from 'vitest';
import { EndedSessions } from '../../../../src/http/login/ended-sessions.ts';
import { HOUR } from '../../../../src/platform/time.ts';
import { StoreFault } from '../../../../src/store/store-fault.ts';
import { TestClock } from '../../../support/test-clock.ts';

const refuse = () => Promise.reject(new StoreFault('store-unreachable', 'cannot be reached'));

it('memory holds 10,000 ended sessions while the store cannot be used, and then the latest', async () => {
  const clock = new TestClock();
  const ended = new EndedSessions({ read: refuse, write: refuse }, clock);
  const until = clock.now() + HOUR;
  for (let number = 0; number <= 10_000; number += 1) await ended.add({ key: String(number), until });
  const known = await Promise.all(['0', '1', '10000'].map((key) => ended.has(key)));
  expect(known).toEqual([false, true, true]);
});
