import type { Migration } from './migration.ts';

/** Remembers who signed out, for all replicas together. A program without it remembers in memory, and may write beside others. */
export const endedSessions: Migration = {
  version: 5,
  minVersion: 2,
  sql: `
    CREATE TABLE ended_session (
      -- Hashed with the key of the sessions: nobody begins a session with it.
      key text PRIMARY KEY,
      -- When the session would have ended by itself.
      until_at bigint NOT NULL
    );
    CREATE INDEX ended_session_until ON ended_session (until_at);`,
};
