import { storedGroupKey } from '../../jobs/group-key.ts';
import type { Migration } from './migration.ts';

/**
 * Cuts long keys of groups as new ones are cut, so that the next failure joins the incident that is open. Where one with
 * the new key is open already, the older one keeps its key: only one of them may have it.
 */
export const groupKeys: Migration = {
  version: 17,
  functions: { stored_group_key: storedGroupKey },
  sql: `
UPDATE OR IGNORE incident SET group_key = stored_group_key(group_key)
WHERE kind = 'jobs' AND octet_length(group_key) > 2000;
UPDATE decision SET group_key = stored_group_key(group_key) WHERE octet_length(group_key) > 2000;
`,
};
