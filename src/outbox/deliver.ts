import type { Logger } from 'pino';
import type { Lane } from '../store/outbox/lane.ts';
import { dueEntries, nextDueAt, nextEntries, offeredTogether } from '../store/outbox/due-entries.ts';
import type { Store } from '../store/store.ts';
import { SECOND, type Clock, type Duration } from '../platform/time.ts';
import { AttemptRecorder } from './attempt-recorder.ts';
import type { Channel, Verdict } from './channel.ts';
import { ChannelHealth } from './channel-health.ts';
import type { DeliveryEvents } from './delivery-events.ts';
import { type Offer, OffersUnderWay } from './offers-under-way.ts';
import { LaneRate } from './lane-rate.ts';
import { LearnedRate } from './learned-rate.ts';
import { STORE_FAILED, StoreGuard } from './store-guard.ts';

export interface DeliveryOptions {
  store: Store;
  channel: Channel;
  clock: Clock;
  /** A number from 0 up to 1. */
  random: () => number;
  log: Logger;
  events: DeliveryEvents;
}

/** The pause between two looks without a wake-up: entries come from other processes too. */
const LOOK_EVERY: Duration = SECOND;
/** The pause after a store that could not be used. */
const STORE_PAUSE: Duration = 5 * SECOND;

/** The next step: go on, or rest. New entries end only an idle rest. */
type Next = 'go-on' | { rest: Duration; isIdle: boolean };

/**
 * Delivers the outbox of one channel, or of one recipient on it, one message after the other: claim it on disk, offer it,
 * record the verdict. Only a server that takes long to answer to a whole message gets the next one meanwhile, up to three.
 * So a crash can repeat at most those.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #lane: Lane;
  readonly #guard: StoreGuard;
  readonly #health: ChannelHealth;
  readonly #limit: LaneRate;
  readonly #offers: OffersUnderWay;
  readonly #finishing = new AbortController();
  #isWoken = false;
  #endRest: () => void = () => {};

  constructor(options: DeliveryOptions) {
    const { name: channel, recipient } = options.channel;
    this.#options = options;
    this.#lane = { channel, recipient };
    this.#guard = new StoreGuard({ ...options, channel });
    this.#health = new ChannelHealth(options.clock);
    const rate = new LearnedRate(options);
    this.#limit = new LaneRate({ ...options, lane: this.#lane, rate });
    const parts = { guard: this.#guard, health: this.#health, rate };
    const recorder = new AttemptRecorder({ ...options, ...parts, lane: this.#lane });
    this.#offers = new OffersUnderWay({ ...options, guard: this.#guard, recorder });
  }

  /** Looks at the outbox now instead of in a second. */
  wake(): void {
    this.#isWoken = true;
    this.#endRest();
  }

  /** Works until `signal` aborts; offers under way then have some seconds to end, and their verdicts are recorded. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.race([this.#work(signal), this.#offers.bug]);
  }

  async #work(signal: AbortSignal): Promise<void> {
    const ending = AbortSignal.any([signal, this.#finishing.signal]);
    while (!ending.aborted) {
      const next = await this.#guard.try(() => this.#step(signal, ending), signal);
      if (next === STORE_FAILED) await this.#rest({ rest: STORE_PAUSE, isIdle: false }, ending);
      else if (next !== 'go-on') await this.#rest(next, ending);
    }
    await this.#offers.untilEnded();
  }

  /** Ends `run` without haste: an offer under way takes the time it takes, and its verdict is recorded. */
  finish(): void {
    this.#finishing.abort(new Error('finishing'));
    this.#offers.finish();
  }

  /**
   * Offers all that is due now, each entry once, or only one notification's, also while the channel is left alone; returns
   * how many of them were not delivered. What waits for its turn in a thread follows at once. Ends early when the channel as
   * a whole fails and when `signal` aborts.
   * @throws StoreFault
   */
  async drain(signal: AbortSignal, only?: { notification: number }): Promise<number> {
    const due = { ...only, ...this.#lane, now: this.#options.clock.now() };
    const seen = new Set<number>();
    let undelivered = 0;
    for (;;) {
      const ids = await this.#options.store.read((db) => dueEntries(db, due));
      const next = ids.filter((id) => !seen.has(id));
      if (next.length === 0) return undelivered;
      for (const id of next) seen.add(id);
      const { delivered, isCut } = await this.#drainOnce(next, signal);
      undelivered += next.length - delivered;
      if (isCut) return undelivered;
    }
  }

  async #drainOnce(
    ids: readonly number[],
    signal: AbortSignal,
  ): Promise<{ delivered: number; isCut: boolean }> {
    const offers: (Offer & { entries: number })[] = [];
    const offered = new Set<number>();
    let isCut = false;
    for (const id of ids) {
      if (offered.has(id)) continue;
      isCut ||= !(await this.#mayOffer(signal));
      if (isCut) break;
      const together = await this.#offeredTogether(id);
      for (const one of together) offered.add(one);
      const begun = { ...(await this.#offers.begin(together, signal)), entries: together.length };
      offers.push(begun);
      const verdict = await Promise.race([begun.ended, begun.overdue]);
      isCut = verdict !== undefined && isChannelDown(verdict);
    }
    let delivered = 0;
    for (const { ended, entries } of offers) if ((await ended).outcome === 'delivered') delivered += entries;
    return { delivered, isCut };
  }

  async #offeredTogether(id: number): Promise<readonly number[]> {
    const { store, channel } = this.#options;
    if (channel.merge === undefined) return [id];
    return await store.read((db) => offeredTogether(db, { ...this.#lane, id }));
  }

  /** Begins to deliver one entry, if one is due and may go; ends when the next one may. */
  async #step(signal: AbortSignal, ending: AbortSignal): Promise<Next> {
    const { store, clock, channel } = this.#options;
    this.#isWoken = false;
    await this.#offers.untilRecorded();
    if (this.#offers.isFull) {
      await this.#offers.untilOneEnds(ending);
      return 'go-on';
    }
    if (this.#health.pause > 0) return { rest: this.#health.pause, isIdle: false };
    const dueAt = await store.read((db) => nextDueAt(db, this.#lane));
    if (dueAt === undefined) return { rest: LOOK_EVERY, isIdle: true };
    const limited = await this.#limit.wait();
    if (limited !== undefined) return { rest: limited, isIdle: false };
    const mayMerge = channel.merge !== undefined;
    const ids = await store.read((db) => nextEntries(db, { ...this.#lane, now: clock.now(), mayMerge }));
    if (ids.length === 0)
      return { rest: Math.min(Math.max(dueAt - clock.now(), 1), LOOK_EVERY), isIdle: true };
    const begun = await this.#offers.begin(ids, signal);
    await Promise.race([begun.ended, begun.overdue]);
    return 'go-on';
  }

  /** Waits for as long as the rate and slow answers demand; false when `signal` aborts first. */
  async #mayOffer(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      await this.#offers.untilRecorded();
      if (this.#offers.isFull) {
        await this.#offers.untilOneEnds(signal);
        continue;
      }
      const limited = await this.#limit.wait();
      if (limited === undefined) return true;
      await this.#rest({ rest: limited, isIdle: false }, signal);
    }
    return false;
  }

  async #rest({ rest, isIdle }: Exclude<Next, 'go-on'>, signal: AbortSignal): Promise<void> {
    if (signal.aborted || (isIdle && this.#isWoken)) return;
    const woken = new AbortController();
    if (isIdle) this.#endRest = () => woken.abort();
    try {
      await this.#options.clock.sleep(rest, AbortSignal.any([signal, woken.signal]));
    } catch (error) {
      if (!signal.aborted && !woken.signal.aborted) throw error;
    } finally {
      this.#endRest = () => {};
    }
  }
}

function isChannelDown(verdict: Verdict): boolean {
  return verdict.outcome !== 'delivered' && verdict.concern === 'channel';
}
