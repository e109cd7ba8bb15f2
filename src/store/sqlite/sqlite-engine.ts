import type { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { Schema } from '../schema/schema.ts';
import type { StoreEngine } from '../store-engine.ts';
import type { StoreLock } from './lock.ts';
import { SCHEMA_VERSION } from './migrate.ts';
import { NodeSqliteDialect } from './node-sqlite-dialect.ts';
import { toStoreFault } from './sqlite-fault.ts';

/** A store in one file. */
export interface SqliteParts {
  database: DatabaseSync;
  path: string;
  /** Undefined for who only visits the store. */
  lock: StoreLock | undefined;
}

/** Keeps a store in one file of SQLite. `close` folds the journal into the file and lets go of file and lock. */
export function sqliteEngine({ database, path, lock }: SqliteParts): StoreEngine {
  const kysely = new Kysely<Schema>({ dialect: new NodeSqliteDialect(database) });
  return {
    place: path,
    file: path,
    kysely,
    transact: (work) => kysely.transaction().execute(work),
    // SQLite does not write a row that is updated to what it was.
    tryWrite: async (trx) => void (await sql.raw(`PRAGMA user_version = ${SCHEMA_VERSION}`).execute(trx)),
    toStoreFault: (error) => toStoreFault(error, path),
    close: async () => {
      if (database.isOpen) {
        await kysely.destroy();
        if (database.isOpen) database.close();
      }
      lock?.close();
    },
  };
}
