import { MINUTE, SECOND, type Clock, type Duration } from '../../platform/time.ts';

/** Failures that cost nothing: people mistype. */
const FREE = 5;
const LONGEST: Duration = MINUTE;
const FORGOTTEN_AFTER: Duration = 15 * MINUTE;
/** The most names that are remembered. Beyond it, the oldest go. */
const MOST_KEYS = 10_000;

interface Failures {
  count: number;
  last: Duration;
}

/**
 * Slows guessing down: after some failures each further one doubles how long nothing more is tried for the same key
 * (an address, a name). In memory only: a restart forgets, and gives a guesser no more than the free ones.
 */
export class LoginLimit {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #failures = new Map<string, Failures>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Returns the time until the next try; 0 when it may be now. */
  wait(key: string): Duration {
    const { count, last } = this.#recent(key);
    if (count < FREE) return 0;
    const pause = Math.min(SECOND * 2 ** (count - FREE), LONGEST);
    return Math.max(0, last + pause - this.#clock.monotonic());
  }

  /** Returns the number of recent failures. */
  count(key: string): number {
    return this.#recent(key).count;
  }

  /** Counts a try as failed before its outcome is known, so that many at once are many. */
  begin(key: string): void {
    const { count } = this.#recent(key);
    this.#failures.delete(key);
    this.#failures.set(key, { count: count + 1, last: this.#clock.monotonic() });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MOST_KEYS && oldest !== undefined) this.#failures.delete(oldest);
  }

  /** The try was none that failed. What failed before stays: who has one password may guess at others. */
  takeBack(key: string): void {
    const { count, last } = this.#recent(key);
    if (count <= 1) this.#failures.delete(key);
    else this.#failures.set(key, { count: count - 1, last });
  }

  /** Nothing has failed. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  #recent(key: string): Failures {
    const failures = this.#failures.get(key);
    const isRecent = failures !== undefined && this.#clock.monotonic() < failures.last + FORGOTTEN_AFTER;
    return isRecent ? failures : { count: 0, last: 0 };
  }
}
