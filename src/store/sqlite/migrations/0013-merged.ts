import type { Migration } from './migration.ts';

/** Keeps the entries of one message together until the other side has taken it. */
export const merged: Migration = {
  version: 13,
  sql: `
-- The first entry of the message in which this one was offered last; null when that message was its own.
ALTER TABLE outbox ADD COLUMN merged_into INTEGER;
`,
};
