import type { Logger } from 'pino';
import { claim, noteUnanswered, type OutboxEntry } from '../store/outbox/outbox.ts';
import { isLeftOpen } from '../store/outbox/left-open.ts';
import type { Store } from '../store/store.ts';
import type { Clock, Duration, Instant } from '../platform/time.ts';
import type { AttemptRecorder, MessageEntries, Recorded } from './attempt-recorder.ts';
import type { Channel, Verdict } from './channel.ts';
import type { DeliveryEvents } from './delivery-events.ts';
import { logAttempt } from './log-attempt.ts';
import { offer, type OfferOptions } from './offer.ts';
import type { StoreGuard } from './store-guard.ts';

export interface OffersOptions {
  store: Store;
  channel: Channel;
  clock: Clock;
  log: Logger;
  events: DeliveryEvents;
  guard: StoreGuard;
  recorder: AttemptRecorder;
}

/** An offer under way. */
export interface Offer {
  /** Settles when its verdict is recorded, or cannot be. */
  ended: Promise<Verdict>;
  /** Resolves when the next message need not wait for its answer. */
  overdue: Promise<void>;
}

/** While a server is slow to answer to whole messages, so many may wait for its answer. */
const MOST_UNDER_WAY = 3;

/** The offers of one lane that are under way: each is claimed on disk, offered, and its verdict recorded. */
export class OffersUnderWay {
  readonly #options: OffersOptions;
  readonly #finishing = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #recording = new Set<Promise<unknown>>();
  readonly #bug = Promise.withResolvers<never>();

  constructor(options: OffersOptions) {
    this.#options = options;
    this.#bug.promise.catch(() => undefined);
  }

  /** True while no further one may begin. */
  get isFull(): boolean {
    return this.#underWay.size >= MOST_UNDER_WAY;
  }

  /** Rejects when an offer ends by a fault of ours. */
  get bug(): Promise<never> {
    return this.#bug.promise;
  }

  /** Ends those under way without haste: each takes the time it takes. */
  finish(): void {
    this.#finishing.abort(new Error('finishing'));
  }

  /** Resolves when each verdict that came is on disk. */
  async untilRecorded(): Promise<void> {
    await Promise.all(this.#recording);
  }

  /** Resolves when none is under way. */
  async untilEnded(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Resolves when one ends, or `ending` aborts. */
  async untilOneEnds(ending: AbortSignal): Promise<void> {
    const over = new AbortController();
    const ended = new Promise<void>((resolve) => {
      ending.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
    });
    await Promise.race([...this.#underWay, ended]).finally(() => over.abort());
  }

  /** Claims entries and offers them in one message. */
  async begin(ids: readonly number[], signal: AbortSignal): Promise<Offer> {
    const { store, clock, channel } = this.#options;
    const claimed = await store.write(async (trx) => {
      const [first, ...others] = await claim(trx, ids, clock.now());
      if (first === undefined) throw new Error('no entry is claimed');
      const entries: MessageEntries = [first, ...others];
      return { entries, leftOpen: channel.keepsAlerts === true && (await isLeftOpen(trx, first)) };
    });
    const { entries } = claimed;
    const overdue = Promise.withResolvers<void>();
    const onOverdue = () => void this.#noteOverdue(entries, signal).then(overdue.resolve, overdue.reject);
    const ended = this.#offer(entries, { signal, onOverdue, isLeftOpen: claimed.leftOpen });
    track(this.#underWay, ended);
    ended.catch((bug: unknown) => this.#bug.reject(bug));
    return { ended, overdue: overdue.promise };
  }

  /** Without this note, a crash would repeat the message at once. */
  async #noteOverdue(entries: MessageEntries, signal: AbortSignal): Promise<void> {
    const { store, clock, guard } = this.#options;
    await guard.try(() => store.write((trx) => noteUnanswered(trx, entries, clock.now())), signal);
  }

  /** Offers claimed entries in one message, and records its verdict. */
  async #offer(
    entries: MessageEntries,
    { signal, ...known }: Pick<OfferOptions, 'onOverdue' | 'isLeftOpen'> & { signal: AbortSignal },
  ): Promise<Verdict> {
    const { channel, clock, log, recorder } = this.#options;
    const begun = clock.monotonic();
    const finishing = this.#finishing.signal;
    const offered = await offer(this.#inOne(entries), {
      channel,
      clock,
      log,
      stopping: signal,
      finishing,
      ...known,
    });
    const ended = { at: clock.now(), duration: clock.monotonic() - begun };
    const recording = recorder.record(entries, offered, signal);
    track(this.#recording, recording);
    const recorded = await recording;
    for (const entry of entries) this.#report(entry, recorded, ended);
    return recorded.verdict;
  }

  /** The entry as it is offered: several are written in one message, which begins no thread. */
  #inOne(entries: MessageEntries): OutboxEntry {
    const [first, ...others] = entries;
    const { merge } = this.#options.channel;
    if (others.length === 0 || merge === undefined) return first;
    return { ...first, message: merge(entries.map(({ message }) => message)), conversation: undefined };
  }

  /** Logs and counts the attempt of one entry. */
  #report(entry: OutboxEntry, recorded: Recorded, ended: { at: Instant; duration: Duration }): void {
    const { channel, log, events } = this.#options;
    logAttempt(log, { ...recorded, entry, channel: channel.name, duration: ended.duration });
    const { verdict, isRecorded } = recorded;
    if (!isRecorded) return;
    if (verdict.outcome === 'delivered')
      events.delivered(channel.name, Math.max(0, ended.at - entry.detectedAt));
    else events.failed(channel.name, verdict.reason);
  }
}

/** Keeps `work` in `set` until it has ended. */
function track(set: Set<Promise<unknown>>, work: Promise<unknown>): void {
  const tracked: Promise<unknown> = work.catch(() => undefined).finally(() => set.delete(tracked));
  set.add(tracked);
}
