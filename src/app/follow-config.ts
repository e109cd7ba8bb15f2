import { SECOND, type Clock, type Duration } from '../platform/time.ts';

/** The pause between two looks at the files. A change is used when two looks in a row see the same. */
const LOOK_EVERY: Duration = 2 * SECOND;

/** Asks for a reload at each request (SIGHUP), and when the configuration or a file that it names has changed. */
export class ConfigFollower {
  readonly #clock: Clock;
  readonly #findChange: () => string | undefined;
  #request: string | undefined;
  #wake: () => void = () => {};

  /** @param options `findChange` looks at the files once, and says for the log which one has changed. */
  constructor(options: { clock: Clock; findChange: () => string | undefined }) {
    this.#clock = options.clock;
    this.#findChange = options.findChange;
  }

  /** Wants a reload, now or as soon as `run` is there; many at once are one. */
  request(trigger: string): void {
    this.#request = trigger;
    this.#wake();
  }

  /** Calls `reload`, one at a time, until `signal` aborts. */
  async run(reload: (trigger: string) => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const isTimeToLook = this.#request === undefined && (await this.#rest(signal));
      const change = isTimeToLook ? this.#findChange() : undefined;
      const trigger = this.#request ?? change;
      this.#request = undefined;
      if (trigger !== undefined && !signal.aborted) await reload(trigger);
    }
  }

  /** @returns whether the whole rest was taken. */
  async #rest(signal: AbortSignal): Promise<boolean> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    const ending = AbortSignal.any([signal, woken.signal]);
    try {
      await this.#clock.sleep(LOOK_EVERY, ending);
      return true;
    } catch (error) {
      if (ending.aborted) return false;
      throw error;
    }
  }
}
