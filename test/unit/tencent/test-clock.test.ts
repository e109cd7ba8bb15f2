import { describe, expect, it } from 'vitest';
import { TestClock } from '../../support/test-clock.ts';

const never = new AbortController().signal;

describe('the test clock', () => {
  it('wakes sleepers in the order in which they are due, and those they start', async () => {
    const clock = new TestClock(0);
    const woken: string[] = [];
    const sleep = async (name: string, duration: number) => {
      await clock.sleep(duration, never);
      woken.push(`${name} ${clock.now()}`);
    };
    void sleep('late', 30);
    void sleep('early', 10).then(() => sleep('again', 10));
    void sleep('never', 1_000);
    await clock.advance(30);
    expect(woken).toEqual(['early 10', 'again 20', 'late 30']);
    expect([clock.now(), clock.monotonic(), clock.sleepers]).toEqual([30, 30, 1]);
  });

  it('lets go of a sleeper that is aborted', async () => {
    const clock = new TestClock();
    const controller = new AbortController();
    const sleep = clock.sleep(10, controller.signal);
    controller.abort(new Error('stopping'));
    await expect(sleep).rejects.toThrow('stopping');
    expect(clock.sleepers).toBe(0);
  });
});
