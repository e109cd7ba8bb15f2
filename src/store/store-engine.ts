import type { Fence } from '../lease/fence.ts';
import type { Database, WriteTransaction } from './database.ts';

/** The work of one transaction. It may run again from the start when it collided with another one. */
export type Work<T> = (trx: WriteTransaction) => Promise<T>;

/** The needs of a `Store`: each engine that keeps data meets them. */
export interface StoreEngine {
  /** The place of the data, for logs and messages: a file, or a database without its password. */
  place: string;
  /** The file that holds the data; undefined where a server does. */
  file: string | undefined;
  /** Runs queries outside a transaction. */
  kysely: Database;
  /**
   * Runs `work` in one transaction: all of it is on disk when this resolves, or none of it.
   * @param fence the lease that must still be held; an engine of one process needs none
   * @throws LeaseLost
   */
  transact<T>(work: Work<T>, fence?: Fence): Promise<T>;
  /** Writes something that changes nothing. */
  tryWrite(trx: WriteTransaction): Promise<void>;
  /** Translates a failure of the engine; anything else is returned as it is. */
  toStoreFault(error: unknown): unknown;
  /** Lets go of everything. Safe to call twice. */
  close(): Promise<void>;
}
