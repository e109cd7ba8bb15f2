import type { Migration } from './migration.ts';

/** Remembers in whose place others were notified of an incident: once. */
export const fallback: Migration = {
  version: 14,
  sql: `
CREATE TABLE fallback (
  id INTEGER PRIMARY KEY,
  incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  receiver TEXT NOT NULL,
  -- The entry that did not get through.
  outbox INTEGER NOT NULL,
  -- JSON array of the names of those who were notified.
  notified TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- When the receiver could be reached again; null while it cannot.
  ended_at INTEGER,
  UNIQUE (incident, receiver)
) STRICT;
CREATE INDEX fallback_open ON fallback (outbox) WHERE ended_at IS NULL;
`,
};
