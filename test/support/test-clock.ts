import type { Clock, Duration, Instant } from '../../src/platform/time.ts';
import { settle } from './in-flight.ts';

interface Sleeper {
  due: Duration;
  wake: () => void;
}

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: Instant;
  #monotonic: Duration = 0;
  readonly #sleepers = new Set<Sleeper>();

  /** Default start: 2024-06-27T07:23:10Z, when the sample jobs were created. */
  constructor(now: Instant = Date.parse('2024-06-27T07:23:10Z')) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  monotonic(): Duration {
    return this.#monotonic;
  }

  /** The number of sleepers now. */
  get sleepers(): number {
    return this.#sleepers.size;
  }

  /** Time until the next sleeper is due. `undefined` when nobody sleeps. */
  get nextDue(): Duration | undefined {
    const next = this.#nextSleeper();
    return next === undefined ? undefined : next.due - this.#monotonic;
  }

  sleep(duration: Duration, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const onAbort = () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      };
      const wake = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      const sleeper = { due: this.#monotonic + Math.max(0, duration), wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /**
   * Moves time on, waking sleepers in the order in which they are due, and lets what they do settle in
   * between: what wakes at second 1 and sleeps again till second 2 wakes twice in `advance(2_000)`.
   */
  async advance(duration: Duration): Promise<void> {
    const end = this.#monotonic + duration;
    await settle();
    for (let next = this.#nextSleeper(); next !== undefined && next.due <= end; next = this.#nextSleeper()) {
      this.#moveTo(next.due);
      this.#sleepers.delete(next);
      next.wake();
      await settle();
    }
    this.#moveTo(end);
    await settle();
  }

  /** Sets the wall clock, as NTP or an operator does; sleepers and `monotonic` do not notice. */
  setNow(now: Instant): void {
    this.#now = now;
  }

  #moveTo(monotonic: Duration): void {
    const step = Math.max(0, monotonic - this.#monotonic);
    this.#now += step;
    this.#monotonic += step;
  }

  #nextSleeper(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (next === undefined || sleeper.due < next.due) next = sleeper;
    }
    return next;
  }
}
