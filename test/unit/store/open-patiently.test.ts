import { pino } from 'pino';
import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { openPatiently } from '../../../src/store/open/open-patiently.ts';
import { StoreFault, type StoreFaultCode } from '../../../src/store/store-fault.ts';
import { TestClock } from '../../support/test-clock.ts';

const log = pino({ level: 'silent' });

const patience = (clock: TestClock) => ({ clock, log, random: () => 0.5 });

/** Tries to open what fails so; returns how often it was tried, and the time that it took. */
async function opened(code: StoreFaultCode) {
  const clock = new TestClock();
  let tries = 0;
  let took: number | undefined;
  const open = () => {
    tries += 1;
    return Promise.reject(new StoreFault(code, 'not now'));
  };
  const opening = openPatiently(open, patience(clock));
  opening.catch(() => (took = clock.monotonic()));
  await clock.advance(2 * MINUTE);
  await expect(opening).rejects.toMatchObject({ code });
  return { tries, took };
}

test.each(['store-unreachable', 'store-full'] as const)('what is %s is tried for a minute', async (code) => {
  const { tries, took } = await opened(code);
  expect(tries).toBeGreaterThan(20);
  expect(took).toBe(MINUTE);
});

test.each(['store-refused', 'store-missing', 'store-untrusted', 'store-newer'] as const)(
  'what is %s is not tried again',
  async (code) => {
    expect(await opened(code)).toEqual({ tries: 1, took: 0 });
  },
);

test('a database that comes later is opened', async () => {
  const clock = new TestClock();
  const later = Promise.withResolvers<never>();
  let isThere = false;
  const open = () => (isThere ? later.promise : Promise.reject(new StoreFault('store-unreachable', 'no')));
  const opening = openPatiently(open, patience(clock));
  await clock.advance(30 * SECOND);
  isThere = true;
  await clock.advance(5 * SECOND);
  later.reject(new Error('it was asked again'));
  await expect(opening).rejects.toThrow('it was asked again');
});

test('replicas that start together ask at other times', async () => {
  const clock = new TestClock();
  const asked = [0.1, 0.9].map((chance) => {
    const times: number[] = [];
    const open = () => {
      times.push(clock.monotonic());
      return Promise.reject(new StoreFault('store-unreachable', 'no'));
    };
    openPatiently(open, { ...patience(clock), random: () => chance }).catch(() => {});
    return times;
  });
  await clock.advance(8 * SECOND);
  const [first = [], second = []] = asked;
  expect(new Set(first).intersection(new Set(second))).toEqual(new Set([0]));
});
