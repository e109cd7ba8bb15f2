import type { Migration } from './migration.ts';

/**
 * The mail that opened a thread together with those of other incidents; null for one that has its own. Escalations are
 * of their own kind, also those that wait to be sent.
 */
export const sharedMails: Migration = {
  version: 10,
  sql: `
ALTER TABLE thread ADD COLUMN opened_by INTEGER REFERENCES notification (id) ON DELETE SET NULL;
CREATE INDEX thread_opened_by ON thread (opened_by) WHERE opened_by IS NOT NULL;

UPDATE notification SET message = json_set(json_remove(message, '$.story.escalated'), '$.kind', 'escalation')
WHERE message ->> '$.kind' = 'opening' AND message ->> '$.story.escalated';
`,
};
