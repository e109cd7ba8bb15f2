import type { Clock, Duration, Instant } from '../../../src/platform/time.ts';

interface Sleeper {
  due: Instant;
  duration: Duration;
  wake: () => void;
}

/**
 * A clock that moves in steps, and only while nothing is under way: an answer over a real socket takes no time
 * by it. Every exchange of the program has a deadline, so one is under way while a deadline is slept towards.
 */
export class SteppedClock implements Clock {
  #now: Instant;
  readonly #start: Instant;
  readonly #deadlines: ReadonlySet<Duration>;
  readonly #sleepers = new Set<Sleeper>();

  /** @param deadlines the lengths of the sleeps that bound an exchange. No other sleep may be as long. */
  constructor(now: Instant, deadlines: readonly Duration[]) {
    this.#now = now;
    this.#start = now;
    this.#deadlines = new Set(deadlines);
  }

  now(): Instant {
    return this.#now;
  }

  monotonic(): Duration {
    return this.#now - this.#start;
  }

  /** The number of sleepers. It must not grow. */
  get sleepers(): number {
    return this.#sleepers.size;
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
      const sleeper = { due: this.#now + Math.max(0, duration), duration, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Moves on to `instant`, wakes who is due by then, and resolves when all that they began has ended. */
  async moveTo(instant: Instant): Promise<void> {
    // Between two steps something may have begun, a mail that took long to compose for one.
    await this.quiet();
    this.#now = instant;
    for (const sleeper of [...this.#sleepers].toSorted((a, b) => a.due - b.due)) {
      if (sleeper.due > instant || !this.#sleepers.delete(sleeper)) continue;
      sleeper.wake();
    }
    await this.quiet();
  }

  /** Resolves when nothing is under way. */
  async quiet(): Promise<void> {
    for (let still = 0; still < TURNS; still = this.#isBusy() ? 0 : still + 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #isBusy(): boolean {
    for (const { duration } of this.#sleepers) if (this.#deadlines.has(duration)) return true;
    return false;
  }
}

/** Of the event loop, without an exchange, until what follows from the last one has been done. */
const TURNS = 8;
