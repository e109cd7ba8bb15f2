import { readFileSync } from 'node:fs';
import type { Duration } from '../../../src/platform/time.ts';

/**
 * Returns how long a process was ready to run while no core was free, from its start on. It counts the main thread.
 * Returns 0 where the system does not count (Linux: `/proc/PID/schedstat`, its second figure, in nanoseconds).
 */
export function waitedForCore(pid: number | undefined): Duration {
  try {
    const [, waited] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(waited) / 1_000_000;
  } catch {
    return 0;
  }
}
