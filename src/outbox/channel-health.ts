import type { HeldBy } from '../store/schema/outbox-tables.ts';
import type { Clock, Duration } from '../platform/time.ts';
import { backoff, CHANNEL_PAUSES, LOGIN_PAUSES } from './backoff.ts';
import type { Verdict } from './channel.ts';

/** So many entries refused in a row, with nothing taken in between, are a failure of the channel. */
const REFUSED_ALIKE = 3;

/** The pause of a channel that fails. Any success ends it. */
export class ChannelHealth {
  readonly #clock: Clock;
  #failures = 0;
  #refusedLogins = 0;
  readonly #refused = new Set<number>();
  /** By the monotonic clock. */
  #pausedUntil = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The rest of its pause, in whole milliseconds; 0 when it may be tried. */
  get pause(): Duration {
    return Math.max(0, Math.ceil(this.#pausedUntil - this.#clock.monotonic()));
  }

  /** Takes note of how an offer went. @param heldBy what holds its entry now. */
  note(entry: number, verdict: Verdict, heldBy: HeldBy | undefined): void {
    this.#count(entry, verdict, heldBy);
    const asked = verdict.outcome === 'delivered' ? 0 : (verdict.pause ?? 0);
    this.#pausedUntil = this.#clock.monotonic() + Math.max(this.#pauseNow(), asked);
  }

  #count(entry: number, verdict: Verdict, heldBy: HeldBy | undefined): void {
    if (verdict.outcome === 'delivered') this.#refused.clear();
    if (verdict.outcome === 'delivered' || verdict.concern !== 'channel') {
      this.#failures = 0;
      this.#refusedLogins = 0;
    } else if (verdict.reason === 'auth') this.#refusedLogins += 1;
    else this.#failures += 1;
    const isRefusal = verdict.outcome !== 'delivered' && ['us', 'unsure'].includes(verdict.concern);
    if (isRefusal && heldBy === 'us') this.#refused.add(entry);
  }

  #pauseNow(): Duration {
    if (this.#refusedLogins > 0) return backoff(this.#refusedLogins, LOGIN_PAUSES);
    const alike = this.#refused.size - REFUSED_ALIKE + 1;
    const failures = Math.max(this.#failures, alike);
    return failures > 0 ? backoff(failures, CHANNEL_PAUSES) : 0;
  }
}
