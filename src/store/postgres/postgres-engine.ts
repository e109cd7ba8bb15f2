import { Kysely, sql, type PostgresPool } from 'kysely';
import type { Schema } from '../schema/schema.ts';
import type { StoreEngine } from '../store-engine.ts';
import { SharedWordsDialect } from './postgres-dialect.ts';
import { toStoreFault } from './postgres-fault.ts';

/** The database of a store. */
export interface PostgresParts {
  /** Opened at the first query. */
  pool: PostgresPool | (() => Promise<PostgresPool>);
  /** Host, port and name of the database. */
  place: string;
}

/** A transaction that lost a race is tried again so often. */
const MOST_TRIES = 3;
const LOST_A_RACE: ReadonlySet<unknown> = new Set(['40001', '40P01']);

/** Keeps a store in a database of PostgreSQL. Its writers wait for each other here, so that they hold one connection. */
export function postgresEngine({ pool, place }: PostgresParts): StoreEngine {
  const kysely = new Kysely<Schema>({ dialect: new SharedWordsDialect({ pool }) });
  let last: Promise<unknown> = Promise.resolve();
  return {
    place,
    file: undefined,
    kysely,
    transact: (work) => {
      const result = last.then(() => tryAgain(() => kysely.transaction().execute(work)));
      last = result.catch(() => {});
      return result;
    },
    // The server writes a row also when it is updated to what it was.
    tryWrite: async (trx) => void (await sql`UPDATE batchwatch_schema SET version = version`.execute(trx)),
    toStoreFault: (error) => toStoreFault(error, place),
    close: () => kysely.destroy(),
  };
}

async function tryAgain<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const lost = error instanceof Error && 'code' in error && LOST_A_RACE.has(error.code);
      if (!lost || tries === MOST_TRIES) throw error;
    }
  }
}
