import type { Lane } from '../store/outbox/lane.ts';
import { holdByRate, isAnyToHold, type Rate, rateLimitedUntil } from '../store/outbox/outbox-rate.ts';
import type { Store } from '../store/store.ts';
import { MINUTE, SECOND, type Clock, type Duration } from '../platform/time.ts';
import type { Channel } from './channel.ts';
import type { DeliveryEvents } from './delivery-events.ts';
import type { LearnedRate } from './learned-rate.ts';

export interface LaneRateOptions {
  store: Pick<Store, 'read' | 'write'>;
  lane: Lane;
  channel: Pick<Channel, 'maxPerSecond'>;
  clock: Clock;
  events: DeliveryEvents;
  rate: LearnedRate;
}

/** Decides when a lane may offer its next message: by the messages of the last minute, and of the last second. */
export class LaneRate {
  readonly #options: LaneRateOptions;

  constructor(options: LaneRateOptions) {
    this.#options = options;
  }

  /** Returns how long what is due must wait, and notes it as held back (`rate-capped`). `undefined`: it may go. */
  async wait(): Promise<Duration | undefined> {
    const { store, lane, clock, events, rate } = this.#options;
    const now = clock.now();
    const ends = await store.read(async (db) =>
      Promise.all(this.#rates.map((one) => rateLimitedUntil(db, { ...lane, ...one, now }))),
    );
    const until = Math.max(...ends.map((end = now) => end));
    // What waited for a side that had refused us waited for its rate, too.
    if (until <= now && !rate.isRefused) return undefined;
    // A lane looks each second while it waits, and hardly ever has something to note.
    if (await store.read((db) => isAnyToHold(db, { ...lane, now })))
      events.heldByRate(await store.write((trx) => holdByRate(trx, { ...lane, now })));
    return until <= now ? undefined : Math.min(until - now, rate.risesIn);
  }

  get #rates(): readonly Rate[] {
    const { rate, channel } = this.#options;
    const perMinute = { most: rate.perMinute, per: MINUTE };
    if (channel.maxPerSecond === undefined) return [perMinute];
    return [perMinute, { most: channel.maxPerSecond, per: SECOND }];
  }
}
