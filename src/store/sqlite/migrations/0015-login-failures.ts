import type { Migration } from './migration.ts';

/** Counts failed logins, so that a restart does not forget them. */
export const loginFailures: Migration = {
  version: 15,
  sql: `
CREATE TABLE login_failure (
  -- An address or a name, hashed with a key of the store's own: people type passwords into the field of the name.
  key TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX login_failure_last ON login_failure (last_at, key);
`,
};
