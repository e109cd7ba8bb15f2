import type { Migration } from './migration.ts';

/**
 * Titles of incidents and subjects of threads, as they were first written. Null for those that are older than this
 * step: they are written from what is known of them.
 */
export const titles: Migration = {
  version: 9,
  sql: `
ALTER TABLE incident ADD COLUMN title TEXT;
ALTER TABLE thread ADD COLUMN subject TEXT;
`,
};
