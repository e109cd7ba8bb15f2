import { sql } from 'kysely';
import { SECOND, type Clock, type Duration } from '../../platform/time.ts';
import { StoreFault } from '../store-fault.ts';
import type { Database } from '../database.ts';
import { sqlStateOf } from './postgres-fault.ts';

/** The pause between two questions. The server ends a transaction that nobody goes on with after some seconds. */
const ASK_EVERY: Duration = SECOND / 4;

/**
 * Finds out how a transaction ended whose COMMIT got no answer. Sent again on a new connection, COMMIT would "succeed"
 * whatever had happened.
 */
export class CommitDoubt {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #stopping = new AbortController();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Asks until the database answers. @throws the reason of a stop before that */
  async wasCommitted(xid: string): Promise<boolean> {
    for (;;) {
      const status = await this.#ask(xid);
      if (status === 'committed') return true;
      if (status === 'aborted') return false;
      await this.#clock.sleep(ASK_EVERY, this.#stopping.signal);
    }
  }

  /** Asks no more: the process ends. */
  stop(): void {
    this.#stopping.abort(new StoreFault('store-unreachable', 'nobody knows whether the last write was kept'));
  }

  async #ask(xid: string): Promise<string | null> {
    try {
      const { rows } = await sql<{ status: string | null }>`
        SELECT pg_xact_status(${xid}::text::xid8) AS status`.execute(this.#database);
      return rows[0]?.status ?? null;
    } catch (error) {
      // A server that never gave this id is another one than before, and has nothing of it.
      if (sqlStateOf(error) === '22023') return 'aborted';
      if (error instanceof StoreFault) return null;
      throw error;
    }
  }
}
