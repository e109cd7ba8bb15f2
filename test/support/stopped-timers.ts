import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import type { Duration } from '../../src/platform/time.ts';

/** Does `work`, which waits for no timer: none goes off before it has ended. */
export async function endsWithoutTime(work: () => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    await work();
  } finally {
    vi.useRealTimers();
  }
}

/** Does `work`, which sets a timer at once and has ended when that goes off, no more than `duration` later. */
export async function endsAfter(duration: Duration, work: () => Promise<void>): Promise<void> {
  await endsWithoutTime(async () => {
    const ending = work();
    await setImmediate();
    await vi.advanceTimersByTimeAsync(duration);
    await ending;
  });
}
