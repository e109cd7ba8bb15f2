import { SECOND, type Clock, type Duration } from '../platform/time.ts';

/** In this time the rate doubles after a refusal: 60 messages a minute are reached again after 2 minutes. */
export const FIRST_DOUBLING: Duration = 20 * SECOND;
/** The longest such time, of a side that refuses us again and again before we are back at the limit. */
export const LONGEST_DOUBLING: Duration = 160 * SECOND;
/** No look at a rising rate is sooner than this after the last one. */
const SHORTEST_RISE: Duration = SECOND;

/** The limit of the channel, and the clock by which its rate recovers. */
export interface LearnedRateOptions {
  channel: { maxPerMinute: number };
  clock: Clock;
}

/**
 * Learns how many messages a minute the other side takes. It begins at the limit. When the other side says that we
 * are too fast, it falls to half of the messages offered. From there it rises to the limit by itself, whether
 * messages come or not. It rises half as fast when a risen rate is refused. A restart forgets the rate and learns it
 * again.
 */
export class LearnedRate {
  readonly #options: LearnedRateOptions;
  #lowest = Infinity;
  /** By the monotonic clock. */
  #loweredAt: Duration = 0;
  #doubling = FIRST_DOUBLING;
  #isRefused = false;

  constructor(options: LearnedRateOptions) {
    this.#options = options;
  }

  /** Messages that may be offered in a minute, at least one. */
  get perMinute(): number {
    const risen = this.#lowest * 2 ** (this.#elapsed / this.#doubling);
    return Math.floor(Math.min(risen, this.#options.channel.maxPerMinute));
  }

  /** Returns when to ask for `perMinute` again, for it will be higher. Infinite at the limit. */
  get risesIn(): Duration {
    const { perMinute } = this;
    if (perMinute >= this.#options.channel.maxPerMinute) return Infinity;
    const risenAt = this.#doubling * Math.log2((perMinute + 1) / this.#lowest);
    return Math.max(SHORTEST_RISE, Math.ceil(risenAt - this.#elapsed) + 1);
  }

  /** True when the last answer was that we are too fast. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** The other side says that we are too fast. @param offered how many it was offered in the last minute. */
  lower(offered: number): void {
    const { perMinute } = this;
    if (perMinute >= this.#options.channel.maxPerMinute) this.#doubling = FIRST_DOUBLING;
    else if (!this.#isRefused) this.#doubling = Math.min(2 * this.#doubling, LONGEST_DOUBLING);
    this.#lowest = Math.max(1, Math.floor(Math.min(perMinute, offered) / 2));
    this.#loweredAt = this.#options.clock.monotonic();
    this.#isRefused = true;
  }

  /** Takes note of a message that was taken. */
  noteTaken(): void {
    this.#isRefused = false;
  }

  get #elapsed(): Duration {
    return this.#options.clock.monotonic() - this.#loweredAt;
  }
}
