import type { Migration } from './migration.ts';

/** The lists of the API in which a queue was looked for, separated by commas; before this, there was one. */
export const queueLists: Migration = {
  version: 8,
  sql: `
ALTER TABLE queue_fact ADD COLUMN lists TEXT NOT NULL DEFAULT '/queue';
`,
};
