import { SECOND, type Clock, type Duration } from '../time.ts';

/** How often the file is looked at. A change is used when two looks in a row see the same. */
const LOOK_EVERY: Duration = 2 * SECOND;

/** Asks for a reload at each request (SIGHUP) and when the configuration file has changed. */
export class ConfigFollower {
  readonly #clock: Clock;
  readonly #hasChanged: () => boolean;
  #request: string | undefined;
  #wake: () => void = () => {};

  /** @param options `hasChanged` looks at the file once. */
  constructor(options: { readonly clock: Clock; readonly hasChanged: () => boolean }) {
    this.#clock = options.clock;
    this.#hasChanged = options.hasChanged;
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
      const trigger = this.#request ?? (isTimeToLook && this.#hasChanged() ? 'file changed' : undefined);
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
