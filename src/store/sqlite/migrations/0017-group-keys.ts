import { createHash } from 'node:crypto';
import type { Migration } from './migration.ts';

/**
 * Cuts long keys of groups as new ones are cut, so that the next failure joins the incident that is open. Where one with
 * the new key is open already, the older one keeps its key: only one of them may have it.
 */
export const groupKeys: Migration = {
  version: 17,
  functions: { cut_group_key: cut },
  sql: `
UPDATE OR IGNORE incident SET group_key = cut_group_key(group_key)
WHERE kind = 'jobs' AND octet_length(group_key) > 2000;
UPDATE decision SET group_key = cut_group_key(group_key) WHERE octet_length(group_key) > 2000;
`,
};

/** The program of this version cuts so. A later one may cut otherwise, and then has a step of its own. */
function cut(key: string): string {
  return `${key.slice(0, 100)}…${createHash('sha256').update(key).digest('base64url')}`;
}
