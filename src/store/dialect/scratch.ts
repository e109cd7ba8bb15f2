import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Clock, Instant } from '../../platform/time.ts';
import { migrate } from '../sqlite/migrate.ts';
import { Store, type WriteTransaction } from '../sqlite/store.ts';

/**
 * Opens a new, empty store that nobody else sees and that is gone when it is closed, or when the process dies. It
 * spills to an unnamed file when it grows (https://sqlite.org/inmemorydb.html, Temporary Databases).
 */
export function openScratchStore(clock: Clock): Store {
  const database = new DatabaseSync('', { enableForeignKeyConstraints: true });
  // A larger cache is slower: each commit looks through its dirty pages.
  database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000');
  migrate(database);
  return new Store({ database, path: '(scratch)', clock, isNew: true, lock: undefined });
}

/** Takes every entry of the outbox for delivered, as by a mail server that is always well. */
export async function deliverAll(trx: WriteTransaction, at: Instant): Promise<void> {
  await sql`
    UPDATE outbox INDEXED BY outbox_due SET state = 'sent', offered = 1, settled_at = ${at}
    WHERE state = 'pending'`.execute(trx);
}
