import type { Clock, Duration } from '../../../platform/time.ts';

/** Counts how long the other side owes a reply. A byte now and then is no reply. */
export class ReplyLimit {
  readonly #clock: Clock;
  #running = new AbortController();
  #onPassed: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins to count: `onPassed` is called when one reply takes longer than `duration`. */
  start(duration: Duration, onPassed: () => void): void {
    this.#onPassed = onPassed;
    this.restart(duration);
  }

  /** Counts from now on, as long as it is counting at all. */
  restart(duration: Duration): void {
    this.#running.abort();
    const running = new AbortController();
    this.#running = running;
    this.#clock.sleep(duration, running.signal).then(
      () => this.#onPassed(),
      () => undefined,
    );
  }

  stop(): void {
    this.#running.abort();
    this.#onPassed = () => {};
  }
}
