import type { Lane } from '../store/outbox/lane.ts';
import { holdByRate, rateLimitedUntil } from '../store/outbox/outbox-rate.ts';
import type { Store } from '../store/sqlite/store.ts';
import type { Clock, Duration } from '../platform/time.ts';
import type { Channel } from './channel.ts';
import type { DeliveryEvents } from './delivery-events.ts';
import type { LearnedRate } from './learned-rate.ts';

export interface RateLimitOptions {
  store: Store;
  lane: Lane;
  channel: Pick<Channel, 'pace'>;
  clock: Clock;
  events: DeliveryEvents;
  rate: LearnedRate;
}

/** Decides when a lane may offer its next message: by the messages of the last minute, and by the channel's pace. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  /** By the monotonic clock. */
  #lastOfferAt: Duration = -Infinity;

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** Takes note of an offer. */
  noteOffer(): void {
    this.#lastOfferAt = this.#options.clock.monotonic();
  }

  /**
   * Returns how long what is due must wait. `undefined`: it may go. Notes the entries that the rate of a minute holds
   * back (`rate-capped`).
   */
  async wait(): Promise<Duration | undefined> {
    const { store, lane, clock, events, rate } = this.#options;
    const now = clock.now();
    const until = await store.read((db) =>
      rateLimitedUntil(db, { ...lane, maxPerMinute: rate.perMinute, now }),
    );
    if (until === undefined) return this.#paceLeft();
    const held = await store.write((trx) => holdByRate(trx, { ...lane, now }));
    if (held > 0) events.heldByRate(held);
    return until - now;
  }

  #paceLeft(): Duration | undefined {
    const { channel, clock } = this.#options;
    const left = Math.ceil(this.#lastOfferAt + (channel.pace ?? 0) - clock.monotonic());
    return left > 0 ? left : undefined;
  }
}
