import type { Migration } from './migration.ts';

/** Remembers who signed out, so that a restart does not forget it. */
export const endedSessions: Migration = {
  version: 16,
  sql: `
CREATE TABLE ended_session (
  -- Hashed with the key of the sessions: nobody begins a session with it.
  key TEXT PRIMARY KEY,
  -- When the session would have ended by itself.
  until_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ended_session_until ON ended_session (until_at);
`,
};
