import type { Database, WriteTransaction } from './database.ts';

/** The needs of a `Store`: each engine that keeps data meets them. */
export interface StoreEngine {
  /** The place of the data, for logs and messages: a file, or a database without its password. */
  place: string;
  /** The file that holds the data; undefined where a server does. */
  file: string | undefined;
  /** Runs queries outside a transaction. */
  kysely: Database;
  /** Runs `work` in one transaction: all of it is on disk when this resolves, or none of it. */
  transact<T>(work: (trx: WriteTransaction) => Promise<T>): Promise<T>;
  /** Writes something that changes nothing. */
  tryWrite(trx: WriteTransaction): Promise<void>;
  /** Translates a failure of the engine; anything else is returned as it is. */
  toStoreFault(error: unknown): unknown;
  /** Lets go of everything. Safe to call twice. */
  close(): Promise<void>;
}
