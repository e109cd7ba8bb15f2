import type { Migration } from './migration.ts';

/** The last polls of each target, and indexes for the lists of notifications. */
export const polls: Migration = {
  version: 4,
  sql: `
CREATE TABLE poll (
  id INTEGER PRIMARY KEY,
  target TEXT NOT NULL,
  ended_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('complete', 'failed', 'aborted')),
  requests INTEGER NOT NULL,
  new_jobs INTEGER NOT NULL,
  transitions INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  reason TEXT
) STRICT;
CREATE INDEX poll_of_target ON poll (target);

-- One for each list. An index on the state itself would draw to it what goes by channel or time.
CREATE INDEX outbox_waiting ON outbox (id, state) WHERE state IN ('pending', 'claimed');
CREATE INDEX outbox_sent ON outbox (id) WHERE state = 'sent';
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';
CREATE INDEX notification_by_receiver ON notification (receiver);
-- Why nobody was told, or is not told yet: the newest first.
CREATE INDEX decision_not_told ON decision (id) WHERE outcome = 'suppress' OR held IS NOT NULL;
`,
};
