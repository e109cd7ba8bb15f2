import type { Migration } from './migration.ts';

/** The person who ended a silence before its time, and the time; null for one that ran out, or was ended before this was kept. */
export const silenceEnds: Migration = {
  version: 5,
  sql: `
ALTER TABLE silence ADD COLUMN ended_by TEXT;
ALTER TABLE silence ADD COLUMN ended_at INTEGER;
`,
};
