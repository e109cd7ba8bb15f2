import { isAbortedTransactionError, Kysely, sql, type PostgresPool } from 'kysely';
import type { Fence } from '../../lease/fence.ts';
import { LeaseLost } from '../../lease/lease-lost.ts';
import type { Clock } from '../../platform/time.ts';
import type { WriteTransaction } from '../database.ts';
import type { Schema } from '../schema/schema.ts';
import type { StoreEngine, Work } from '../store-engine.ts';
import { CommitDoubt } from './commit-doubt.ts';
import { SharedWordsDialect } from './postgres-dialect.ts';
import { TIMELINE } from './timeline.ts';
import { breaksConnection, sqlStateOf, toStoreFault } from './postgres-fault.ts';

/** The database of a store. */
export interface PostgresParts {
  /** Opened at the first query. */
  pool: PostgresPool | (() => Promise<PostgresPool>);
  /** Host, port and name of the database. */
  place: string;
  clock: Clock;
}

/** A transaction that lost a race is tried again so often. */
const MOST_TRIES = 3;
const LOST_A_RACE: ReadonlySet<unknown> = new Set(['40001', '40P01']);

/** Keeps a store in a database of PostgreSQL. Its writers wait for each other here, so that they hold one connection. */
export function postgresEngine({ pool, place, clock }: PostgresParts): StoreEngine {
  const kysely = new Kysely<Schema>({ dialect: new SharedWordsDialect({ pool }) });
  const doubt = new CommitDoubt(kysely, clock);
  let last: Promise<unknown> = Promise.resolve();
  return {
    place,
    file: undefined,
    kysely,
    transact: (work, fence) => {
      const result = last.then(() => tryAgain(() => transactOnce({ kysely, doubt, work, fence })));
      last = result.catch(() => {});
      return result;
    },
    // The server writes a row also when it is updated to what it was.
    tryWrite: async (trx) => void (await sql`UPDATE batchwatch_schema SET version = version`.execute(trx)),
    // Each failure of a connection is one already. What else is thrown is a bug.
    toStoreFault: (error) => (isAbortedTransactionError(error) ? toStoreFault(error, place) : error),
    close: async () => {
      doubt.stop();
      await kysely.destroy();
    },
  };
}

async function tryAgain<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!LOST_A_RACE.has(sqlStateOf(error)) || tries === MOST_TRIES) throw error;
    }
  }
}

interface Once<T> {
  kysely: Kysely<Schema>;
  doubt: CommitDoubt;
  work: Work<T>;
  fence: Fence | undefined;
}

async function transactOnce<T>({ kysely, doubt, work, fence }: Once<T>): Promise<T> {
  let committing: { xid: string; result: T } | undefined;
  try {
    return await kysely.transaction().execute(async (trx) => {
      const xid = await begin(trx, fence);
      const result = await work(trx);
      committing = { xid, result };
      return result;
    });
  } catch (error) {
    // The server may have committed, and only its answer was lost.
    if (committing === undefined || !breaksConnection(error)) throw error;
    if (await doubt.wasCommitted(committing.xid)) return committing.result;
    throw error;
  }
}

/**
 * Locks the row of the lease, which whoever takes the lease has to change: no old and new holder can interleave. After a
 * failover nothing counts that a term knows of the database: it is over. Returns the id of the transaction.
 * @throws LeaseLost
 */
async function begin(trx: WriteTransaction, fence: Fence | undefined): Promise<string> {
  const { name, holder, epoch } = fence ?? {};
  const { rows } = await sql<{ xid: string }>`
    SELECT pg_current_xact_id()::text AS xid ${
      fence === undefined
        ? sql``
        : sql`FROM lease WHERE name = ${name} AND holder = ${holder} AND epoch = ${epoch}
            AND timeline = ${sql.raw(TIMELINE)} FOR SHARE`
    }`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new LeaseLost(name ?? '');
  return row.xid;
}
