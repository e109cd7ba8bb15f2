/**
 * How many messages a minute the other side takes from us, as far as we know: halved when it says that we are too fast,
 * and raised again message by message. A restart forgets it, and is told again.
 */
export class LearnedRate {
  readonly #channel: { maxPerMinute: number };
  /** The rate that the other side takes; infinite until it says that we are too fast. */
  #taken = Infinity;

  constructor(channel: { maxPerMinute: number }) {
    this.#channel = channel;
  }

  /** Messages that may be offered in a minute, at least one. */
  get perMinute(): number {
    return Math.floor(Math.min(this.#taken, this.#channel.maxPerMinute));
  }

  /** The other side says that we are too fast. @param offered how many it was offered in the last minute. */
  lower(offered: number): void {
    this.#taken = Math.max(1, Math.floor(Math.min(this.#taken, offered) / 2));
  }

  /** A message was taken: about one more a minute, a tenth more where there are many. */
  raise(): void {
    this.#taken += Math.max(1 / this.#taken, 0.1);
  }
}
