import { DatabaseSync } from 'node:sqlite';

/** Marks a SQLite file as ours: "BtWa" (https://sqlite.org/fileformat2.html#application_id). */
export const APPLICATION_ID = 0x42745761;

/** The time that a statement waits for another process's lock. */
export const BUSY_TIMEOUT_MS = 5_000;

/** A connection that may write. */
export function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  database.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -4000; PRAGMA journal_size_limit = 16777216');
  return database;
}
