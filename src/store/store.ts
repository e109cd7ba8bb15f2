import type { Fence } from '../lease/fence.ts';
import { SECOND, type Clock, type Duration } from '../platform/time.ts';
import type { Database } from './database.ts';
import type { StoreEngine, Work } from './store-engine.ts';
import { StoreFault } from './store-fault.ts';
import { WriteHealth, type WriteOutage } from './write-health.ts';

export interface StoreOptions {
  clock: Clock;
  isNew: boolean;
  /** True when the opening read a part of a large file only. */
  isBrieflyChecked?: boolean;
  /** For a view of another `Store`: its health, and the lease that must be held. */
  view?: { health: WriteHealth; fence: Fence };
}

/** A database that does not answer is of no use to anybody by then. */
const ANSWER_WITHIN: Duration = 8 * SECOND;

/** An open store. The SQL of each concern stands in a folder of its own beside this file. */
export class Store {
  /** True when this opening created it. */
  readonly isNew: boolean;
  /** True when this opening read a part of a large file only. */
  readonly isBrieflyChecked: boolean;
  readonly #engine: StoreEngine;
  readonly #health: WriteHealth;
  readonly #fence: Fence | undefined;
  /** The question under way whether it can be written: those who ask meanwhile do not queue up. */
  #asking: Promise<boolean> | undefined;

  constructor(engine: StoreEngine, { clock, isNew, isBrieflyChecked = false, view }: StoreOptions) {
    this.isNew = isNew;
    this.isBrieflyChecked = isBrieflyChecked;
    this.#engine = engine;
    this.#health = view?.health ?? new WriteHealth(clock);
    this.#fence = view?.fence;
  }

  /**
   * Returns a view of this store whose writes are refused as soon as the lease is not held any more. Without a fence, it
   * is this store.
   */
  fencedBy(fence: Fence | undefined): Store {
    if (fence === undefined) return this;
    const { isNew } = this;
    const view = { health: this.#health, fence };
    return new Store(this.#engine, { isNew, clock: this.#health.clock, view });
  }

  /** The place of the data, for logs and messages. */
  get place(): string {
    return this.#engine.place;
  }

  /** The file that holds the data; undefined where a server does. */
  get file(): string | undefined {
    return this.#engine.file;
  }

  /** Called after each write that failed, for the metric. */
  set onWriteFailed(listener: () => void) {
    this.#health.onFailed = listener;
  }

  /** Runs a query outside a transaction. @throws StoreFault */
  async read<T>(query: (db: Database) => Promise<T>): Promise<T> {
    try {
      return await query(this.#engine.kysely);
    } catch (error) {
      throw this.#engine.toStoreFault(error);
    }
  }

  /**
   * Runs `work` in one transaction: all of it is on disk when this resolves, or none of it.
   * @throws StoreFault, and LeaseLost in a view of a lease
   */
  async write<T>(work: Work<T>): Promise<T> {
    try {
      const result = await this.#engine.transact(work, this.#fence);
      this.#health.noteWrite();
      return result;
    } catch (error) {
      const fault = this.#engine.toStoreFault(error);
      if (fault !== error || isOfEngine(fault)) this.#health.noteFailure(fault);
      throw fault;
    }
  }

  /**
   * Says whether the store takes writes: true when one succeeded within `freshness`, else found out by a write. Without
   * an answer to that for 8 s it does not.
   */
  async isWritable(freshness: Duration): Promise<boolean> {
    if (this.#health.isFresh(freshness)) return true;
    const answered = new AbortController();
    const isLate = this.#health.clock.sleep(ANSWER_WITHIN, answered.signal).then(
      () => false,
      () => false,
    );
    try {
      this.#asking ??= this.#isWritten().finally(() => (this.#asking = undefined));
      return await Promise.race([this.#asking, isLate]);
    } finally {
      answered.abort();
    }
  }

  async #isWritten(): Promise<boolean> {
    try {
      await this.write((trx) => this.#engine.tryWrite(trx));
      return true;
    } catch (error) {
      if (error instanceof StoreFault) return false;
      throw error;
    }
  }

  /** The last time without writes, over or not; undefined when there was none since the store was opened. */
  get outage(): WriteOutage | undefined {
    return this.#health.outage;
  }

  /** Lets go of everything that it holds. Safe to call twice. */
  async close(): Promise<void> {
    await this.#engine.close();
  }
}

/** Says whether a fault is an outage of the engine. A row that cannot be read is none. */
function isOfEngine(fault: unknown): boolean {
  return fault instanceof StoreFault && fault.code !== 'store-damaged';
}
