import { MINUTE, type Duration, type Instant } from '../../../src/platform/time.ts';

export interface RateOptions {
  most: number;
  /** Left out: a minute. */
  per?: Duration;
  /** For so long nothing is taken once it was too much. Left out: not at all. */
  penalty?: Duration;
}

/** Counts requests in any span of a length, as a vendor does, and remembers a penalty. */
export class RequestRate {
  readonly #options: Required<RateOptions>;
  #requests: readonly Instant[] = [];
  #punishedUntil: Instant = -Infinity;

  constructor({ most, per = MINUTE, penalty = 0 }: RateOptions) {
    this.#options = { most, per, penalty };
  }

  /** Takes note of a request. Returns whether it is one too many. */
  isOver(now: Instant): boolean {
    const { most, per, penalty } = this.#options;
    if (now < this.#punishedUntil) return true;
    this.#requests = [...this.#requests.filter((at) => at > now - per), now];
    if (this.#requests.length <= most) return false;
    this.#punishedUntil = now + penalty;
    return true;
  }
}
