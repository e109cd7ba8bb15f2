import type { Logger } from 'pino';
import { FailureLog } from '../platform/log.ts';
import { StoreFault } from '../store/store-fault.ts';
import { SECOND, type Clock, type Duration } from '../platform/time.ts';

/** The pause after a store that could not be used. */
const STORE_PAUSE: Duration = 5 * SECOND;

/** Does work on a store that may not be usable for a while; says so once, and when it is over. */
export class StoreGuard {
  readonly #clock: Clock;
  readonly #failures: FailureLog;
  readonly #channel: string;

  constructor({ clock, log, channel }: { clock: Clock; log: Logger; channel: string }) {
    this.#clock = clock;
    this.#failures = new FailureLog(log, clock);
    this.#channel = channel;
  }

  /** Does `work` until the store takes it; undefined when `signal` aborts before. */
  async insist<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    for (;;) {
      const result = await this.try(work, signal);
      if (result !== STORE_FAILED) return result;
      if (signal.aborted) return undefined;
      await this.#clock.sleep(STORE_PAUSE, signal).catch(() => undefined);
    }
  }

  /** Does `work` once; `STORE_FAILED` when the store cannot be used. */
  async try<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | typeof STORE_FAILED> {
    try {
      const result = await work();
      this.#failures.recovered({ fields: { channel: this.#channel }, message: 'outbox works again' });
      return result;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      if (!signal.aborted) {
        const fields = { channel: this.#channel, err: error };
        this.#failures.failed({ signature: error.code, fields, message: 'outbox cannot be used' });
      }
      return STORE_FAILED;
    }
  }
}

export const STORE_FAILED = Symbol('store failed');
