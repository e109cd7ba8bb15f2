import type { Logger } from 'pino';
import type { Clock, Duration } from './time.ts';

interface Cleanup {
  name: string;
  run: () => Promise<void> | void;
}

/**
 * Undoes things in the reverse order of their making. Each thing registers its cleanup when it exists. `run` undoes
 * them last in, first out, also after a start that failed half-way.
 */
export class Cleanups {
  readonly #pending: Cleanup[] = [];
  #running: Promise<boolean> | undefined;

  add(name: string, run: () => Promise<void> | void): void {
    this.#pending.push({ name, run });
  }

  /**
   * Undoes everything within `deadline`; a step that fails or does not end is logged and passed over.
   * Calling it again does nothing more than to wait for the end. @returns whether every step ended well.
   */
  async run(options: CleanupOptions): Promise<boolean> {
    const running = (this.#running ?? Promise.resolve(true)).then(() => this.#undo(options));
    this.#running = running;
    return await running;
  }

  async #undo({ deadline, clock, log }: CleanupOptions): Promise<boolean> {
    const late = new AbortController();
    const timeout = clock.sleep(deadline, late.signal).then(
      () => 'late' as const,
      () => 'late' as const,
    );
    let allWell = true;
    for (let step = this.#pending.pop(); step !== undefined; step = this.#pending.pop()) {
      try {
        if ((await Promise.race([Promise.resolve(step.run()), timeout])) !== 'late') continue;
        log.error({ step: step.name }, 'cleanup did not end in time');
      } catch (error) {
        log.error({ step: step.name, err: error }, 'cleanup failed');
      }
      allWell = false;
    }
    late.abort();
    return allWell;
  }
}

interface CleanupOptions {
  deadline: Duration;
  clock: Clock;
  log: Logger;
}
