import type { Clock, Duration } from '../platform/time.ts';
import type { Database, WriteTransaction } from './database.ts';
import type { StoreEngine } from './store-engine.ts';
import { StoreFault } from './store-fault.ts';
import { WriteHealth, type WriteOutage } from './write-health.ts';

/** An open store. The SQL of each concern stands in a folder of its own beside this file. */
export class Store {
  /** True when this opening created it. */
  readonly isNew: boolean;
  readonly #engine: StoreEngine;
  readonly #health: WriteHealth;

  constructor(engine: StoreEngine, { clock, isNew }: { clock: Clock; isNew: boolean }) {
    this.isNew = isNew;
    this.#engine = engine;
    this.#health = new WriteHealth(clock);
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

  /** Runs `work` in one transaction: all of it is on disk when this resolves, or none of it. @throws StoreFault */
  async write<T>(work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    try {
      const result = await this.#engine.transact(work);
      this.#health.noteWrite();
      return result;
    } catch (error) {
      const fault = this.#engine.toStoreFault(error);
      if (fault !== error) this.#health.noteFailure(fault);
      throw fault;
    }
  }

  /** Says whether the store takes writes: true when one succeeded within `freshness`, else found out by a write. */
  async isWritable(freshness: Duration): Promise<boolean> {
    if (this.#health.isFresh(freshness)) return true;
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
