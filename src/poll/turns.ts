import { SECOND, type Clock, type Duration } from '../platform/time.ts';

/** A turn at work. */
export interface Turn {
  /** Passes the turn on; safe to call twice. */
  end(): void;
}

/** Only ends a wait. */
const OVER = new Error('over');

/** As many polls keep one core busy; more would only wait for each other while their requests' time runs. */
const AT_ONCE = 32;

/** A poll that takes longer waits for the other side, or reads a long list. It goes on, and another begins. */
const LONGEST_TURN: Duration = SECOND / 2;

/**
 * Bounds how many polls of a process begin side by side. They begin in the order in which they asked. A poll that hangs
 * keeps its turn for a short while only, so that it delays no other target.
 */
export class Turns {
  readonly #clock: Pick<Clock, 'sleep'>;
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(clock: Pick<Clock, 'sleep'>, { atOnce = AT_ONCE }: { atOnce?: number } = {}) {
    this.#clock = clock;
    this.#free = atOnce;
  }

  /** Waits for a turn. Also resolves when `signal` aborts, then without one. */
  async take(signal: AbortSignal): Promise<Turn> {
    if (this.#free > 0) this.#free -= 1;
    else if (!(await this.#wait(signal))) return { end: () => undefined };
    return this.#begin();
  }

  /** Resolves to true when a turn was passed on, to false when the signal aborted. */
  #wait(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(false);
      const onAbort = () => {
        this.#waiting.delete(onTurn);
        resolve(false);
      };
      const onTurn = () => {
        signal.removeEventListener('abort', onAbort);
        resolve(true);
      };
      this.#waiting.add(onTurn);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  #begin(): Turn {
    const over = new AbortController();
    const end = () => {
      if (over.signal.aborted) return;
      over.abort(OVER);
      this.#passOn();
    };
    this.#clock.sleep(LONGEST_TURN, over.signal).then(end, () => undefined);
    return { end };
  }

  #passOn(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
