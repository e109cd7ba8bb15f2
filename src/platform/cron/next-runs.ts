import { createTask } from 'node-cron';
import type { Instant } from '../time.ts';

/**
 * When a schedule runs next, at most `count` times; the scheduler itself is asked, so that both agree.
 * Throws the library's plain error for what is no expression, and for one that never comes due (`0 0 L-29 2 *`).
 */
export function nextRuns(options: { schedule: string; timezone: string; count: number }): readonly Instant[] {
  const { schedule, timezone, count } = options;
  const task = createTask(schedule, () => undefined, { timezone });
  try {
    return task.getNextRuns(count).map((run) => run.getTime());
  } finally {
    // Else the library's registry keeps it for ever. A task that was never started ends at once.
    void task.destroy();
  }
}
