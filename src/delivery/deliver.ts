import type { Logger } from 'pino';
import { hintText } from '../alerts/delivery-hints.ts';
import { FailureLog } from '../log.ts';
import {
  claim,
  dueEntries,
  holdByRate,
  LONGEST_PAUSE,
  nextDueAt,
  rateLimitedUntil,
  recordVerdict,
  releaseHeld,
  type OutboxEntry,
} from '../store/outbox.ts';
import type { HeldBy } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { StoreFault } from '../store/store-fault.ts';
import { MINUTE, SECOND, type Clock, type Duration, type Instant } from '../time.ts';
import { backoff } from './backoff.ts';
import type { Channel, Verdict } from './channel.ts';
import { offer } from './offer.ts';
import type { DeliveryEvents } from './delivery-events.ts';

export interface DeliveryOptions {
  readonly store: Store;
  readonly channel: Channel;
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly log: Logger;
  readonly events: DeliveryEvents;
}

/** How often the outbox is looked at without being woken: entries come from other processes too. */
const LOOK_EVERY: Duration = SECOND;
/** The pause after the channel as a whole failed, and after a store that could not be written. */
const PAUSE: Duration = 5 * SECOND;

/**
 * The longest pause of an entry that only the channel held back: how long after the channel's return it is noticed when
 * no other entry is due. It says nothing of the entry, so it need not be spared as one that is refused.
 */
const LONGEST_PAUSE_OF_CHANNEL: Duration = 2 * MINUTE;

/** What to do after a step: go on, or rest; new entries end only an idle rest. */
type Next = 'go-on' | { readonly rest: Duration; readonly isIdle: boolean };

/**
 * Delivers one channel's outbox, one entry at a time: claim it on disk, offer it, record the verdict. Since
 * at most one message is ever between the server's acceptance and its record, a crash can repeat at most
 * that one.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #failures: FailureLog;
  readonly #finishing = new AbortController();
  #isWoken = false;
  #endRest: () => void = () => {};

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#failures = new FailureLog(options.log, options.clock);
  }

  /** Looks at the outbox now instead of in a second. */
  wake(): void {
    this.#isWoken = true;
    this.#endRest();
  }

  /** Works until `signal` aborts; an offer under way then has some seconds to end, and its verdict is recorded. */
  async run(signal: AbortSignal): Promise<void> {
    const ending = AbortSignal.any([signal, this.#finishing.signal]);
    while (!ending.aborted) {
      const next = await this.#guarded(() => this.#step(signal), signal);
      if (next !== 'go-on') await this.#rest(next, ending);
    }
  }

  /** Ends `run` without haste: an offer under way takes the time it takes, and its verdict is recorded. */
  finish(): void {
    this.#finishing.abort(new Error('finishing'));
  }

  /**
   * Offers all that is due now, each entry once, or only one notification's; returns how many of them were
   * not delivered. Ends early when the channel as a whole fails and when `signal` aborts.
   * @throws StoreFault
   */
  async drain(signal: AbortSignal, only?: { readonly notification: number }): Promise<number> {
    const { clock, store, channel } = this.#options;
    const due = { ...only, channel: channel.name, now: clock.now() };
    const ids = await store.read((db) => dueEntries(db, due));
    let undelivered = ids.length;
    for (const id of ids) {
      if (!(await this.#mayOffer(signal))) return undelivered;
      const entry = await store.write((trx) => claim(trx, id, clock.now()));
      const verdict = await this.#offer(entry, signal);
      if (verdict.outcome === 'delivered') undelivered -= 1;
      else if (verdict.concern === 'channel') return undelivered;
    }
    return undelivered;
  }

  /** Delivers one entry, if one is due and may go. */
  async #step(signal: AbortSignal): Promise<Next> {
    const { store, channel, clock } = this.#options;
    this.#isWoken = false;
    const dueAt = await store.read((db) => nextDueAt(db, channel.name));
    if (dueAt === undefined) return { rest: LOOK_EVERY, isIdle: true };
    const limited = await this.#rateLimit();
    if (limited !== undefined) return { rest: limited, isIdle: false };
    const [id] = await store.read((db) =>
      dueEntries(db, { channel: channel.name, now: clock.now(), limit: 1 }),
    );
    if (id === undefined) {
      return { rest: Math.min(Math.max(dueAt - clock.now(), 1), LOOK_EVERY), isIdle: true };
    }
    const entry = await store.write((trx) => claim(trx, id, clock.now()));
    const verdict = await this.#offer(entry, signal);
    const isDown = verdict.outcome !== 'delivered' && verdict.concern === 'channel';
    return isDown ? { rest: PAUSE, isIdle: false } : 'go-on';
  }

  /** How long the rate holds back what is due, which is noted; undefined when it does not. */
  async #rateLimit(): Promise<Duration | undefined> {
    const { store, channel, clock, events } = this.#options;
    const now = clock.now();
    const limit = { channel: channel.name, maxPerMinute: channel.maxPerMinute, now };
    const until = await store.read((db) => rateLimitedUntil(db, limit));
    if (until === undefined) return undefined;
    const held = await store.write((trx) => holdByRate(trx, { channel: channel.name, now }));
    if (held > 0) events.heldByRate(held);
    return until - now;
  }

  /** Waits for as long as the rate demands; false when `signal` aborts first. */
  async #mayOffer(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const limited = await this.#rateLimit();
      if (limited === undefined) return true;
      await this.#rest({ rest: limited, isIdle: false }, signal);
    }
    return false;
  }

  /** Offers a claimed entry and records the verdict, however long the disk refuses to take it. */
  async #offer(entry: OutboxEntry, signal: AbortSignal): Promise<Verdict> {
    const { channel, clock, random, events } = this.#options;
    const begun = clock.monotonic();
    const { verdict, wasCut } = await offer(entry, { channel, clock, log: this.#options.log, signal });
    const endedAt = clock.now();
    const isChannelDown = verdict.outcome !== 'delivered' && verdict.concern === 'channel';
    const longest = isChannelDown ? LONGEST_PAUSE_OF_CHANNEL : LONGEST_PAUSE;
    const pause = Math.min(longest, backoff(entry.attempt, random()));
    // An offer that our own stop cut short says nothing about the other side: it is due at the next start.
    const retryAt = endedAt + (wasCut && isChannelDown ? 0 : pause);
    const isRecorded = await this.#record(entry, { verdict, endedAt, retryAt }, signal);
    this.#log(entry, { verdict, retryAt, isRecorded, duration: clock.monotonic() - begun });
    if (!isRecorded) return verdict;
    if (verdict.outcome === 'delivered')
      events.delivered(channel.name, Math.max(0, endedAt - entry.detectedAt));
    else events.failed(channel.name, verdict.reason);
    return verdict;
  }

  /**
   * What was accepted must not be offered again, so nothing else is done until the record is on disk; only
   * a shutdown gives up, and then the entry is repeated with the same `Message-ID`.
   * @returns whether it is on disk.
   */
  async #record(
    entry: OutboxEntry,
    recorded: { readonly verdict: Verdict; readonly endedAt: Instant; readonly retryAt: Instant },
    signal: AbortSignal,
  ): Promise<boolean> {
    const { store, channel } = this.#options;
    for (;;) {
      const result = await this.#guarded(async () => {
        await store.write(async (trx) => {
          await recordVerdict(trx, entry, { ...recorded, heldBy: heldBy(recorded.verdict) });
          if (recorded.verdict.outcome === 'delivered')
            await releaseHeld(trx, channel.name, recorded.endedAt);
        });
        return 'recorded' as const;
      }, signal);
      if (result === 'recorded') return true;
      if (signal.aborted) return false;
      await this.#rest(result, signal);
    }
  }

  /** Runs `work`; when the store cannot be used, says so once and tells how long to rest. */
  async #guarded<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | Exclude<Next, 'go-on'>> {
    try {
      const result = await work();
      this.#failures.recovered({
        fields: { channel: this.#options.channel.name },
        message: 'outbox works again',
      });
      return result;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      if (!signal.aborted) {
        const fields = { channel: this.#options.channel.name, err: error };
        this.#failures.failed({ signature: error.code, fields, message: 'outbox cannot be used' });
      }
      return { rest: PAUSE, isIdle: false };
    }
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

  #log(
    entry: OutboxEntry,
    offered: {
      readonly verdict: Verdict;
      readonly retryAt: Instant;
      readonly isRecorded: boolean;
      readonly duration: Duration;
    },
  ): void {
    const { log, channel } = this.#options;
    const { verdict, retryAt, isRecorded, duration } = offered;
    const fields = {
      channel: channel.name,
      receiver: entry.message.receiver,
      incident: entry.message.incident,
      message_id: entry.message.messageId,
      attempt: entry.attempt,
      duration_ms: Math.round(duration),
      response: verdict.response,
    };
    if (!isRecorded) return log.error(fields, 'verdict not recorded, the notification will be repeated');
    if (verdict.outcome === 'delivered') return log.info(fields, 'notification delivered');
    const failed = { ...fields, reason: verdict.reason, hint: verdict.hint && hintText(verdict.hint) };
    if (verdict.outcome === 'permanent') return log.error(failed, 'notification refused for good');
    const again = { ...failed, next_attempt_at: new Date(retryAt).toISOString() };
    log[verdict.reason === 'auth' ? 'error' : 'warn'](again, 'notification not delivered yet');
  }
}

function heldBy(verdict: Verdict): HeldBy | undefined {
  if (verdict.outcome !== 'temporary') return undefined;
  switch (verdict.concern) {
    case 'channel':
    case 'unanswered':
    case 'recipient':
      return verdict.concern;
    case 'message':
      return 'recipient';
    case 'us':
    case 'unsure':
      return 'us';
  }
}
