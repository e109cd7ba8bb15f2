import type { Migration } from './migration.ts';

/** The hold of an entry that was tried in vain, advice for the operator, and unanswered final dots. */
export const heldEntries: Migration = {
  version: 6,
  sql: `
ALTER TABLE outbox ADD COLUMN held_by TEXT CHECK (held_by IN ('channel', 'us', 'recipient', 'unanswered'));
UPDATE outbox SET held_by = 'channel' WHERE held_by_channel = 1 AND state IN ('pending', 'claimed');
ALTER TABLE outbox DROP COLUMN held_by_channel;
ALTER TABLE outbox ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN unanswered_at INTEGER;
ALTER TABLE attempt ADD COLUMN hint TEXT;
-- Whether an address ever took a message, and when the last other one did.
CREATE INDEX outbox_taken ON outbox (recipient, settled_at) WHERE state = 'sent';
`,
};
