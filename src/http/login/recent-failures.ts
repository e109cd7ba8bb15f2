import type { Clock, Duration } from '../../platform/time.ts';
import { FORGOTTEN_AFTER, type LoginFailures } from '../../store/settings/login-failures.ts';

/** The most names that are remembered. Beyond it, the oldest go. */
const MOST_KEYS = 10_000;

/** Counts recent failures in the memory of this process. */
export class RecentFailures {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #failures = new Map<string, { count: number; last: Duration }>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** Returns the recent failures of a key; undefined when there are none. */
  of(key: string): LoginFailures | undefined {
    const failures = this.#failures.get(key);
    if (failures === undefined) return undefined;
    const age = this.#clock.monotonic() - failures.last;
    return age < FORGOTTEN_AFTER ? { count: failures.count, age } : undefined;
  }

  add(key: string): void {
    const count = (this.of(key)?.count ?? 0) + 1;
    this.#failures.delete(key);
    this.#failures.set(key, { count, last: this.#clock.monotonic() });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MOST_KEYS && oldest !== undefined) this.#failures.delete(oldest);
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }
}
