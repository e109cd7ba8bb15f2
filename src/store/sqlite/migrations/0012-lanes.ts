import type { Migration } from './migration.ts';

/** Gives each destination of a channel an order of its own, and keeps the threads that other sides have. */
export const lanes: Migration = {
  version: 12,
  sql: `
CREATE INDEX outbox_lane ON outbox (channel, recipient, next_attempt_at) WHERE state = 'pending';

CREATE TABLE conversation (
  incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (incident, channel, recipient)
) STRICT, WITHOUT ROWID;
-- 1 when several entries went in one message, and another one counts for the rate.
ALTER TABLE attempt ADD COLUMN along INTEGER NOT NULL DEFAULT 0;
`,
};
