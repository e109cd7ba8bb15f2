import { failureEvidence } from '../store/outbox/failure-evidence.ts';
import type { Lane } from '../store/outbox/lane.ts';
import { offeredLately } from '../store/outbox/outbox-rate.ts';
import { releaseHeld } from '../store/outbox/outbox-release.ts';
import { recordVerdict, type OutboxEntry } from '../store/outbox/outbox.ts';
import type { HeldBy } from '../store/schema/outbox-tables.ts';
import type { Store } from '../store/store.ts';
import { type Clock, type Duration, type Instant, NEVER } from '../platform/time.ts';
import { backoff, ENTRY_PAUSES, jittered, UNANSWERED_PAUSES } from './backoff.ts';
import type { Verdict } from './channel.ts';
import type { ChannelHealth } from './channel-health.ts';
import { judgeFailure } from './judge-failure.ts';
import type { LearnedRate } from './learned-rate.ts';
import type { StoreGuard } from './store-guard.ts';

export interface RecorderOptions {
  store: Store;
  lane: Lane;
  clock: Clock;
  random: () => number;
  guard: StoreGuard;
  health: ChannelHealth;
  rate: LearnedRate;
}

export interface Recorded {
  /** As it was judged: what the channel left open is decided. */
  verdict: Verdict;
  /** Undefined for what is settled. */
  heldBy: HeldBy | undefined;
  retryAt: Instant;
  /** False when the process stopped before the store took it. */
  isRecorded: boolean;
}

interface Judged {
  verdict: Verdict;
  heldBy: HeldBy | undefined;
  /** True when the other side refused the text of a merged message: each part is offered by itself. */
  isTakenApart?: boolean;
}

/** The entries that one message stands for. */
export type MessageEntries = readonly [OutboxEntry, ...OutboxEntry[]];

/** The end of an offer. */
export interface Offered {
  verdict: Verdict;
  /** True when our own stop ended it. */
  wasCut: boolean;
}

/** Judges how an attempt went, by what the channel says and the store knows, and puts it on disk. */
export class AttemptRecorder {
  readonly #options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /**
   * Records one verdict for all entries of a message, in one transaction. What was accepted must not be offered again, so
   * nothing else is done until the record is on disk. Only a shutdown gives up. Then the same message is repeated, with
   * the same `Message-ID`.
   */
  async record(entries: MessageEntries, offered: Offered, signal: AbortSignal): Promise<Recorded> {
    const [first] = entries;
    const { store, clock, guard, health } = this.#options;
    const endedAt = clock.now();
    const judging = await guard.insist(() => this.#judge(entries, offered.verdict, endedAt), signal);
    const judged = judging ?? { verdict: offered.verdict, heldBy: undefined };
    // An offer that our own stop cut short says nothing about the other side: it is due at the next start.
    const saysNothing = offered.wasCut && judged.heldBy === 'channel';
    if (!saysNothing) health.note(first.id, judged.verdict, judged.heldBy);
    const retryAt = Math.min(endedAt + (saysNothing ? 0 : this.#pauseAfter(first, judged)), NEVER);
    const recording = async () => {
      await store.write(async (trx) => {
        await recordVerdict(trx, entries, { ...judged, endedAt, retryAt });
        if (judged.verdict.outcome === 'delivered')
          await releaseHeld(trx, {
            lane: this.#options.lane,
            recipient: first.recipient,
            now: endedAt,
          });
      });
      return true;
    };
    const isRecorded = judging !== undefined && (await guard.insist(recording, signal)) === true;
    return { ...judged, retryAt, isRecorded };
  }

  async #judge([first, ...others]: MessageEntries, verdict: Verdict, now: Instant): Promise<Judged> {
    const { store, lane, rate } = this.#options;
    if (verdict.outcome === 'delivered') {
      rate.noteTaken();
      return { verdict, heldBy: undefined };
    }
    if (verdict.reason === 'rate_limited')
      rate.lower(await store.read((db) => offeredLately(db, { ...lane, now })));
    // What counts as never offered would be merged again.
    if (others.length > 0 && verdict.outcome === 'permanent' && verdict.concern === 'message')
      return {
        verdict: { ...verdict, outcome: 'temporary', offered: true },
        heldBy: 'us',
        isTakenApart: true,
      };
    const { id, attemptId, recipient } = first;
    const evidence = await store.read((db) =>
      failureEvidence(db, { entry: id, attempt: attemptId, channel: lane.channel, recipient, now }),
    );
    const { failure, heldBy } = judgeFailure(verdict, evidence);
    return { verdict: failure, heldBy };
  }

  #pauseAfter(entry: OutboxEntry, { heldBy, isTakenApart }: Judged): Duration {
    if (isTakenApart === true) return 0;
    if (heldBy === 'channel') return this.#options.health.pause;
    if (heldBy === 'unanswered') return backoff(entry.unanswered + 1, UNANSWERED_PAUSES);
    return jittered(backoff(entry.attempt, ENTRY_PAUSES), this.#options.random());
  }
}
