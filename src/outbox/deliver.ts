import type { Logger } from 'pino';
import type { Lane } from '../store/outbox/lane.ts';
import { dueEntries, nextDueAt, nextEntries } from '../store/outbox/due-entries.ts';
import { claim, noteUnanswered, type OutboxEntry } from '../store/outbox/outbox.ts';
import type { Store } from '../store/sqlite/store.ts';
import { SECOND, type Clock, type Duration, type Instant } from '../platform/time.ts';
import { AttemptRecorder } from './attempt-recorder.ts';
import type { Channel, Verdict } from './channel.ts';
import { ChannelHealth } from './channel-health.ts';
import type { DeliveryEvents } from './delivery-events.ts';
import { logAttempt } from './log-attempt.ts';
import { offer } from './offer.ts';
import { RateLimit } from './rate-limit.ts';
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
/** While a server is slow to answer to whole messages, so many may wait for its answer. */
const MOST_UNDER_WAY = 3;

/** The next step: go on, or rest. New entries end only an idle rest. */
type Next = 'go-on' | { rest: Duration; isIdle: boolean };

/** An offer under way. */
interface Offer {
  /** Settles when its verdict is recorded, or cannot be. */
  ended: Promise<Verdict>;
  /** Resolves when the next message need not wait for its answer. */
  overdue: Promise<void>;
}

/**
 * Delivers the outbox of one channel, or of one recipient on it, one entry after the other: claim it on disk, offer it, record the verdict. Only a server
 * that takes long to answer to a whole message gets the next one meanwhile, up to three. So a crash can repeat at most
 * those.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #lane: Lane;
  readonly #guard: StoreGuard;
  readonly #health: ChannelHealth;
  readonly #limit: RateLimit;
  readonly #recorder: AttemptRecorder;
  readonly #finishing = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #recording = new Set<Promise<unknown>>();
  readonly #bug = Promise.withResolvers<never>();
  #isWoken = false;
  #endRest: () => void = () => {};

  constructor(options: DeliveryOptions) {
    const { name: channel, recipient } = options.channel;
    this.#options = options;
    this.#lane = { channel, recipient };
    this.#guard = new StoreGuard({ ...options, channel });
    this.#health = new ChannelHealth(options.clock);
    const rate = new LearnedRate(options.channel);
    this.#limit = new RateLimit({ ...options, lane: this.#lane, rate });
    const parts = { guard: this.#guard, health: this.#health, rate };
    this.#recorder = new AttemptRecorder({ ...options, ...parts, lane: this.#lane });
    this.#bug.promise.catch(() => undefined);
  }

  /** Looks at the outbox now instead of in a second. */
  wake(): void {
    this.#isWoken = true;
    this.#endRest();
  }

  /** Works until `signal` aborts; offers under way then have some seconds to end, and their verdicts are recorded. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.race([this.#work(signal), this.#bug.promise]);
  }

  async #work(signal: AbortSignal): Promise<void> {
    const ending = AbortSignal.any([signal, this.#finishing.signal]);
    while (!ending.aborted) {
      const next = await this.#guard.try(() => this.#step(signal, ending), signal);
      if (next === STORE_FAILED) await this.#rest({ rest: STORE_PAUSE, isIdle: false }, ending);
      else if (next !== 'go-on') await this.#rest(next, ending);
    }
    await Promise.all(this.#underWay);
  }

  /** Ends `run` without haste: an offer under way takes the time it takes, and its verdict is recorded. */
  finish(): void {
    this.#finishing.abort(new Error('finishing'));
  }

  /**
   * Offers all that is due now, each entry once, or only one notification's, also while the channel is left alone; returns
   * how many of them were not delivered. Ends early when the channel as a whole fails and when `signal` aborts.
   * @throws StoreFault
   */
  async drain(signal: AbortSignal, only?: { notification: number }): Promise<number> {
    const { clock, store } = this.#options;
    const due = { ...only, ...this.#lane, now: clock.now() };
    const ids = await store.read((db) => dueEntries(db, due));
    const offers: Offer[] = [];
    let isDown = false;
    for (const id of ids) {
      if (isDown || !(await this.#mayOffer(signal))) break;
      const begun = await this.#begin([id], signal);
      offers.push(begun);
      const verdict = await Promise.race([begun.ended, begun.overdue]);
      isDown = verdict !== undefined && isChannelDown(verdict);
    }
    const verdicts = await Promise.all(offers.map(({ ended }) => ended));
    return ids.length - verdicts.filter(({ outcome }) => outcome === 'delivered').length;
  }

  /** Begins to deliver one entry, if one is due and may go; ends when the next one may. */
  async #step(signal: AbortSignal, ending: AbortSignal): Promise<Next> {
    const { store, clock, channel } = this.#options;
    this.#isWoken = false;
    await Promise.all(this.#recording);
    if (this.#underWay.size >= MOST_UNDER_WAY) return await this.#untilOneEnds(ending);
    if (this.#health.pause > 0) return { rest: this.#health.pause, isIdle: false };
    const dueAt = await store.read((db) => nextDueAt(db, this.#lane));
    if (dueAt === undefined) return { rest: LOOK_EVERY, isIdle: true };
    const limited = await this.#limit.wait();
    if (limited !== undefined) return { rest: limited, isIdle: false };
    const mayMerge = channel.merge !== undefined;
    const ids = await store.read((db) => nextEntries(db, { ...this.#lane, now: clock.now(), mayMerge }));
    if (ids.length === 0)
      return { rest: Math.min(Math.max(dueAt - clock.now(), 1), LOOK_EVERY), isIdle: true };
    const begun = await this.#begin(ids, signal);
    await Promise.race([begun.ended, begun.overdue]);
    return 'go-on';
  }

  async #untilOneEnds(ending: AbortSignal): Promise<Next> {
    const over = new AbortController();
    const ended = new Promise<void>((resolve) => {
      ending.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
    });
    await Promise.race([...this.#underWay, ended]).finally(() => over.abort());
    return 'go-on';
  }

  /** Waits for as long as the rate and slow answers demand; false when `signal` aborts first. */
  async #mayOffer(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      await Promise.all(this.#recording);
      if (this.#underWay.size >= MOST_UNDER_WAY) {
        await this.#untilOneEnds(signal);
        continue;
      }
      const limited = await this.#limit.wait();
      if (limited === undefined) return true;
      await this.#rest({ rest: limited, isIdle: false }, signal);
    }
    return false;
  }

  /** Claims entries and offers them in one message. */
  async #begin(ids: readonly number[], signal: AbortSignal): Promise<Offer> {
    const { store, clock } = this.#options;
    const entries = await store.write(async (trx) => {
      const claimed: OutboxEntry[] = [];
      for (const [at, id] of ids.entries())
        claimed.push(await claim(trx, id, clock.now(), { isAlong: at > 0 }));
      return claimed;
    });
    const overdue = Promise.withResolvers<void>();
    const onOverdue = () => void this.#noteOverdue(entries, signal).then(overdue.resolve, overdue.reject);
    const ended = this.#offer(entries, { signal, onOverdue });
    track(this.#underWay, ended);
    ended.catch((bug: unknown) => this.#bug.reject(bug));
    return { ended, overdue: overdue.promise };
  }

  /** Without this note, a crash would repeat the message at once. */
  async #noteOverdue(entries: readonly OutboxEntry[], signal: AbortSignal): Promise<void> {
    const { store, clock } = this.#options;
    const note = () =>
      store.write(async (trx) => {
        for (const entry of entries) await noteUnanswered(trx, entry, clock.now());
      });
    await this.#guard.try(note, signal);
  }

  /** Offers claimed entries in one message, and records the verdict for each. */
  async #offer(
    entries: readonly OutboxEntry[],
    { signal, onOverdue }: { signal: AbortSignal; onOverdue: () => void },
  ): Promise<Verdict> {
    const { channel, clock, log } = this.#options;
    const begun = clock.monotonic();
    this.#limit.noteOffer();
    const finishing = this.#finishing.signal;
    const answered = await offer(this.#inOne(entries), {
      channel,
      clock,
      log,
      stopping: signal,
      finishing,
      onOverdue,
    });
    const ended = { at: clock.now(), duration: clock.monotonic() - begun };
    // One message for several incidents begins a thread of none.
    const offered =
      entries.length > 1 ? { ...answered, verdict: { ...answered.verdict, thread: undefined } } : answered;
    let { verdict } = offered;
    // What the other side said of one message counts once.
    for (const [at, entry] of entries.entries())
      ({ verdict } = await this.#record(entry, offered, { ended, signal, isAlong: at > 0 }));
    return verdict;
  }

  /** The entry as it is offered: several are written in one message, which begins no thread. */
  #inOne(entries: readonly OutboxEntry[]): OutboxEntry {
    const [first, ...others] = entries;
    if (first === undefined) throw new Error('no entry is claimed');
    const { merge } = this.#options.channel;
    if (others.length === 0 || merge === undefined) return first;
    return { ...first, message: merge(entries.map(({ message }) => message)), conversation: undefined };
  }

  async #record(
    entry: OutboxEntry,
    offered: { verdict: Verdict; wasCut: boolean },
    options: { ended: { at: Instant; duration: Duration }; signal: AbortSignal; isAlong: boolean },
  ): Promise<{ verdict: Verdict }> {
    const { channel, log, events } = this.#options;
    const { ended, signal, isAlong } = options;
    const recording = this.#recorder.record(entry, { ...offered, isAlong }, signal);
    track(this.#recording, recording);
    const recorded = await recording;
    logAttempt(log, { ...recorded, entry, channel: channel.name, duration: ended.duration });
    const { verdict, isRecorded } = recorded;
    if (!isRecorded) return recorded;
    if (verdict.outcome === 'delivered')
      events.delivered(channel.name, Math.max(0, ended.at - entry.detectedAt));
    else events.failed(channel.name, verdict.reason);
    return recorded;
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

/** Keeps `work` in `set` until it has ended. */
function track(set: Set<Promise<unknown>>, work: Promise<unknown>): void {
  const tracked: Promise<unknown> = work.catch(() => undefined).finally(() => set.delete(tracked));
  set.add(tracked);
}

function isChannelDown(verdict: Verdict): boolean {
  return verdict.outcome !== 'delivered' && verdict.concern === 'channel';
}
