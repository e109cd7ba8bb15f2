import type { DatabaseSync } from 'node:sqlite';
import { Kysely, sql, type Transaction } from 'kysely';
import { MINUTE, type Clock, type Duration, type Instant } from '../../platform/time.ts';
import type { StoreLock } from './lock.ts';
import { SCHEMA_VERSION } from './migrate.ts';
import { NodeSqliteDialect } from './node-sqlite-dialect.ts';
import type { Schema } from '../schema/schema.ts';
import { StoreFault, toStoreFault } from './store-fault.ts';

export type Database = Kysely<Schema>;
export type WriteTransaction = Transaction<Schema>;

/** A time in which the store took no writes. */
export interface WriteOutage {
  since: Instant;
  /** When a write succeeded again; undefined while none did. */
  until: Instant | undefined;
  fault: StoreFault;
}

/** An open store. The SQL of each concern stands in a file of its own beside this one. */
export class Store {
  readonly path: string;
  /** True when this opening created the file. */
  readonly isNew: boolean;
  readonly #kysely: Kysely<Schema>;
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #lock: StoreLock | undefined;
  #lastWrite: { at: Instant; failed: boolean } | undefined;
  #outage: WriteOutage | undefined;
  #onWriteFailed: () => void = () => {};

  constructor(parts: {
    database: DatabaseSync;
    path: string;
    clock: Clock;
    isNew: boolean;
    lock: StoreLock | undefined;
  }) {
    this.path = parts.path;
    this.isNew = parts.isNew;
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#lock = parts.lock;
    this.#kysely = new Kysely<Schema>({ dialect: new NodeSqliteDialect(parts.database) });
  }

  /** Called after each write that failed, for the metric. */
  set onWriteFailed(listener: () => void) {
    this.#onWriteFailed = listener;
  }

  /** Runs a query outside a transaction. @throws StoreFault */
  async read<T>(query: (db: Database) => Promise<T>): Promise<T> {
    try {
      return await query(this.#kysely);
    } catch (error) {
      throw toStoreFault(error, this.path);
    }
  }

  /** Runs `work` in one transaction: all of it is on disk when this resolves, or none of it. @throws StoreFault */
  async write<T>(work: (trx: WriteTransaction) => Promise<T>): Promise<T> {
    try {
      const result = await this.#kysely.transaction().execute(work);
      this.#noteWrite();
      return result;
    } catch (error) {
      const fault = toStoreFault(error, this.path);
      if (fault !== error) {
        this.#noteFailure(fault);
      }
      throw fault;
    }
  }

  /**
   * Says whether the store takes writes: true when one succeeded within `freshness`, else found out by writing
   * the schema version onto itself. (SQLite does not write a row that is updated to what it was.)
   */
  async isWritable(freshness: Duration): Promise<boolean> {
    const last = this.#lastWrite;
    if (last !== undefined && !last.failed && Math.abs(this.#clock.now() - last.at) <= freshness) return true;
    try {
      await this.write((trx) => sql.raw(`PRAGMA user_version = ${SCHEMA_VERSION}`).execute(trx));
      return true;
    } catch (error) {
      if (error instanceof StoreFault) return false;
      throw error;
    }
  }

  /** The last time without writes, over or not; undefined when there was none since the store was opened. */
  get outage(): WriteOutage | undefined {
    return this.#outage;
  }

  #noteWrite(): void {
    const now = this.#clock.now();
    this.#lastWrite = { at: now, failed: false };
    if (this.#outage !== undefined) this.#outage = { ...this.#outage, until: this.#outage.until ?? now };
  }

  #noteFailure(fault: unknown): void {
    const now = this.#clock.now();
    this.#lastWrite = { at: now, failed: true };
    if (fault instanceof StoreFault) {
      const { since, until = now } = this.#outage ?? { since: now };
      // A write that succeeds now and then does not end it.
      this.#outage = { since: now - until < MINUTE ? since : now, until: undefined, fault };
    }
    this.#onWriteFailed();
  }

  /** Folds the journal into the file and lets go of both files. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#database.isOpen) {
      await this.#kysely.destroy();
      if (this.#database.isOpen) this.#database.close();
    }
    this.#lock?.close();
  }
}
