import { MINUTE, type Clock, type Duration, type Instant } from '../platform/time.ts';
import { StoreFault } from './store-fault.ts';

/** A time in which the store took no writes. */
export interface WriteOutage {
  since: Instant;
  /** When a write succeeded again; undefined while none did. */
  until: Instant | undefined;
  fault: StoreFault;
}

/** Remembers how the last writes of a store ended. */
export class WriteHealth {
  readonly clock: Clock;
  #last: { at: Instant; failed: boolean } | undefined;
  #outage: WriteOutage | undefined;
  /** Called after each write that failed. */
  onFailed: () => void = () => {};

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** The last time without writes, over or not; undefined when there was none since the store was opened. */
  get outage(): WriteOutage | undefined {
    return this.#outage;
  }

  /** Says whether the last write succeeded, and within this time. */
  isFresh(freshness: Duration): boolean {
    const last = this.#last;
    return last !== undefined && !last.failed && Math.abs(this.clock.now() - last.at) <= freshness;
  }

  noteWrite(): void {
    const now = this.clock.now();
    this.#last = { at: now, failed: false };
    if (this.#outage !== undefined) this.#outage = { ...this.#outage, until: this.#outage.until ?? now };
  }

  noteFailure(fault: unknown): void {
    const now = this.clock.now();
    this.#last = { at: now, failed: true };
    if (fault instanceof StoreFault) {
      const { since, until = now } = this.#outage ?? { since: now };
      // A write that succeeds now and then does not end it.
      this.#outage = { since: now - until < MINUTE ? since : now, until: undefined, fault };
    }
    this.onFailed();
  }
}
