import type { Lease } from '../lease/lease.ts';
import { Delivery, type DeliveryOptions } from './deliver.ts';
import { StoreGuard } from './store-guard.ts';
import type { Store } from '../store/store.ts';

export interface LeasedDeliveryOptions extends DeliveryOptions {
  /** The right to offer messages to this destination, which one replica has at a time. */
  lease: Lease;
  /** Resumes the work of who held the lease before: done before the first message of each term. */
  resume: (store: Store) => Promise<void>;
}

/** Delivers one lane while this replica holds its lease. Each term begins with a delivery that knows nothing of before. */
export class LeasedDelivery {
  readonly #options: LeasedDeliveryOptions;
  readonly #finishing = new AbortController();
  #delivery: Delivery | undefined;

  constructor(options: LeasedDeliveryOptions) {
    this.#options = options;
  }

  /** Looks at the outbox now instead of in a second. */
  wake(): void {
    this.#delivery?.wake();
  }

  /** Ends `run` without haste: an offer under way takes the time it takes, and its verdict is recorded. */
  finish(): void {
    this.#finishing.abort(new Error('finishing'));
    this.#delivery?.finish();
  }

  /** Works until `signal` aborts; offers under way then have some seconds to end, and their verdicts are recorded. */
  async run(signal: AbortSignal): Promise<void> {
    const { lease, store, resume, channel } = this.#options;
    const guard = new StoreGuard({ ...this.#options, channel: channel.name });
    const waiting = AbortSignal.any([signal, this.#finishing.signal]);
    await lease.whileHeld(async (term) => {
      const fenced = store.fencedBy(term.fence);
      const ending = AbortSignal.any([signal, term.signal]);
      await guard.insist(() => resume(fenced), ending);
      this.#delivery = new Delivery({ ...this.#options, store: fenced });
      if (!waiting.aborted) await this.#delivery.run(ending);
      this.#delivery = undefined;
    }, waiting);
  }

  /**
   * Offers all that is due now. Returns how many entries were not delivered; none when another replica holds the lease:
   * it delivers them.
   */
  async drain(signal: AbortSignal): Promise<number> {
    const { lease, store, resume } = this.#options;
    let left = 0;
    await lease.duringTerm(async (term) => {
      const fenced = store.fencedBy(term.fence);
      await resume(fenced);
      left = await new Delivery({ ...this.#options, store: fenced }).drain(signal);
    });
    return left;
  }
}
