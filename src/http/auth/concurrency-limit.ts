/** Lets few pieces of work run at once and some wait; more are turned away. */
export class ConcurrencyLimit {
  readonly #running: number;
  readonly #waiting: number;
  readonly #queue: (() => void)[] = [];
  #busy = 0;

  constructor(atMost: { running: number; waiting: number }) {
    this.#running = atMost.running;
    this.#waiting = atMost.waiting;
  }

  get isFull(): boolean {
    return this.#busy >= this.#running && this.#queue.length >= this.#waiting;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#busy >= this.#running) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#busy += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next one without being free in between.
      const next = this.#queue.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }
}
