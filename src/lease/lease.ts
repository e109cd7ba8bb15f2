import type { Clock, Duration, Instant } from '../platform/time.ts';
import type { Fence } from './fence.ts';
import { LeaseLost } from './lease-lost.ts';

/** One unbroken time in which this replica holds a lease. */
export interface Term {
  /** Undefined where no other replica can hold it: a store of one process. */
  fence: Fence | undefined;
  since: Instant;
  /** Aborts when the lease is lost or given up. */
  signal: AbortSignal;
}

export type LeasedWork = (term: Term, signal: AbortSignal) => Promise<void>;

/** The right to do one piece of work, which one replica has at a time. */
export class Lease {
  readonly name: string;
  readonly #clock: Clock;
  #term: (Term & { ending: AbortController; until: Duration }) | undefined;
  #working = 0;
  readonly #waiting = new Set<() => void>();
  /** Called when the last work of a term has ended. */
  onIdle: () => void = () => {};
  /** Called when the database refused a write of a term: another replica holds the lease. */
  onRefused: () => void = () => {};

  constructor(name: string, clock: Clock) {
    this.name = name;
    this.#clock = clock;
  }

  /** The present term; undefined while another replica may hold the lease. */
  get term(): Term | undefined {
    const isOver = this.#term === undefined || this.#clock.monotonic() >= this.#term.until;
    return isOver ? undefined : this.#term;
  }

  /** True while work of a term is under way, also of one that has ended. */
  get isWorking(): boolean {
    return this.#working > 0;
  }

  /**
   * Does `work` whenever this replica holds the lease, until `signal` aborts or the work ends by itself. `work` gets a
   * signal that aborts with `signal` and at the end of the term. A new term begins when the work of the last one has
   * ended.
   */
  async whileHeld(work: LeasedWork, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { term } = this;
      if (term === undefined) await this.#nextTerm(signal);
      else {
        await this.#workIn(term, work, signal);
        if (!term.signal.aborted) return;
      }
    }
  }

  /** Does `work` once, if this replica holds the lease now. Else it does nothing. */
  async duringTerm(work: LeasedWork): Promise<void> {
    const { term } = this;
    if (term !== undefined) await this.#workIn(term, work, term.signal);
  }

  async #workIn(term: Term, work: LeasedWork, signal: AbortSignal): Promise<void> {
    this.#working += 1;
    try {
      await work(term, AbortSignal.any([signal, term.signal]));
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      this.onRefused();
      if (!term.signal.aborted) this.end();
    } finally {
      this.#working -= 1;
      if (this.#working === 0) this.onIdle();
    }
  }

  /** Begins a term that ends at `until`, by the monotonic clock, unless it is prolonged. */
  begin(fence: Fence | undefined, until: Duration): void {
    const ending = new AbortController();
    this.#term = { fence, since: this.#clock.now(), signal: ending.signal, ending, until };
    for (const wake of this.#waiting) wake();
  }

  prolong(until: Duration): void {
    if (this.#term !== undefined) this.#term.until = until;
  }

  /** Ends the term: the work stops. Safe to call without one. */
  end(): void {
    const term = this.#term;
    this.#term = undefined;
    term?.ending.abort(new Error(`the lease ${this.name} is not held any more`));
  }

  /** Ends a term that was not prolonged in time. Says whether it did. */
  endIfOver(): boolean {
    if (this.#term === undefined || this.term !== undefined) return false;
    this.end();
    return true;
  }

  #nextTerm(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
