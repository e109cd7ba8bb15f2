import type { Migration } from './migration.ts';

/** Counts failed logins, for all replicas together. A program without it counts in memory, and may write beside others. */
export const loginFailures: Migration = {
  version: 3,
  minVersion: 2,
  sql: `
    CREATE TABLE login_failure (
      -- An address or a name, hashed with a key of the store's own: people type passwords into the field of the name.
      key text PRIMARY KEY,
      failures bigint NOT NULL,
      last_at bigint NOT NULL
    );
    CREATE INDEX login_failure_last ON login_failure (last_at, key);`,
};
