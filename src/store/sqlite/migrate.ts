import type { DatabaseSync } from 'node:sqlite';
import { initial } from './migrations/0001-initial.ts';
import { incidents } from './migrations/0002-incidents.ts';
import { lists } from './migrations/0003-lists.ts';
import { polls } from './migrations/0004-polls.ts';
import { silenceEnds } from './migrations/0005-silence-ends.ts';
import { heldEntries } from './migrations/0006-held-entries.ts';
import { coverage } from './migrations/0007-coverage.ts';
import { queueLists } from './migrations/0008-queue-lists.ts';
import { titles } from './migrations/0009-titles.ts';
import { sharedMails } from './migrations/0010-shared-mails.ts';
import { manual } from './migrations/0011-manual.ts';
import { lanes } from './migrations/0012-lanes.ts';
import { merged } from './migrations/0013-merged.ts';
import { fallback } from './migrations/0014-fallback.ts';
import { loginFailures } from './migrations/0015-login-failures.ts';
import { endedSessions } from './migrations/0016-ended-sessions.ts';
import { groupKeys } from './migrations/0017-group-keys.ts';
import { words } from './migrations/0018-words.ts';
import type { Migration } from './migrations/migration.ts';

/** In order, numbered from 1 without gaps. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  incidents,
  lists,
  polls,
  silenceEnds,
  heldEntries,
  coverage,
  queueLists,
  titles,
  sharedMails,
  manual,
  lanes,
  merged,
  fallback,
  loginFailures,
  endedSessions,
  groupKeys,
  words,
];

/** The schema version that this program reads and writes; kept in the file's `user_version`. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings the schema up to date, each step in one transaction together with its version number, so that a
 * crash leaves the file at the last whole step. Not Kysely's migrator: that one runs SQLite migrations
 * outside a transaction.
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[] = MIGRATIONS): void {
  for (const migration of migrations) {
    if (schemaVersion(database) < migration.version)
      withoutForeignKeys(database, () => step(database, migration));
  }
}

function step(database: DatabaseSync, { version, functions = {}, sql }: Migration): void {
  for (const [name, call] of Object.entries(functions))
    database.function(name, { deterministic: true }, (text) => call(String(text)));
  database.exec('BEGIN IMMEDIATE');
  try {
    if (schemaVersion(database) < version) {
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${version}`);
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** A table that is made again would take the rows that refer to it along (https://sqlite.org/lang_altertable.html#otheralter). */
function withoutForeignKeys(database: DatabaseSync, work: () => void): void {
  const enforced = Number(database.prepare('PRAGMA foreign_keys').get()?.['foreign_keys']);
  database.exec('PRAGMA foreign_keys = OFF');
  try {
    work();
  } finally {
    database.exec(`PRAGMA foreign_keys = ${enforced}`);
  }
}

export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
