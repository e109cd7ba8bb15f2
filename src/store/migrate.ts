import type { DatabaseSync } from 'node:sqlite';
import { initial } from './migrations/0001-initial.ts';
import { incidents } from './migrations/0002-incidents.ts';

/** One numbered step forward. Steps are never edited once released, only added. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** In order, numbered from 1 without gaps. */
export const MIGRATIONS: readonly Migration[] = [initial, incidents];

/** The schema version that this program reads and writes; kept in the file's `user_version`. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings the schema up to date, each step in one transaction together with its version number, so that a
 * crash leaves the file at the last whole step. Not Kysely's migrator: that one runs SQLite migrations
 * outside a transaction.
 */
export function migrate(database: DatabaseSync, migrations: readonly Migration[] = MIGRATIONS): void {
  for (const { version, sql } of migrations) {
    if (schemaVersion(database) >= version) continue;
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
}

export function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
