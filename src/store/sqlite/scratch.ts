import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../platform/time.ts';
import { migrate } from './migrate.ts';
import { Store } from '../store.ts';
import { sqliteEngine } from './sqlite-engine.ts';

/**
 * Opens a new, empty store that nobody else sees and that is gone when it is closed, or when the process dies. It
 * spills to an unnamed file when it grows (https://sqlite.org/inmemorydb.html, Temporary Databases).
 */
export function openScratchStore(clock: Clock): Store {
  const database = new DatabaseSync('', { enableForeignKeyConstraints: true });
  // A larger cache is slower: each commit looks through its dirty pages.
  database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000');
  migrate(database);
  const engine = sqliteEngine({ database, path: '(scratch)', lock: undefined });
  return new Store(engine, { clock, isNew: true });
}
