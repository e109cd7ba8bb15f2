import type { Migration } from './migration.ts';

/** The reason of what a person did is `manual`: of incidents and their events, and in the messages about them. */
export const manual: Migration = {
  version: 11,
  sql: `
UPDATE incident SET closed_reason = 'manual' WHERE closed_reason = 'hand';
UPDATE incident_event SET reason = 'manual' WHERE reason = 'hand';
UPDATE incident_event SET reason = 'closed-manual' WHERE reason = 'closed-hand';

UPDATE notification SET message = json_set(message, '$.story.closed.reason', 'manual')
WHERE message ->> '$.story.closed.reason' = 'hand';
UPDATE notification SET message = json_set(message, '$.story.reason', 'closed-manual')
WHERE message ->> '$.story.reason' = 'closed-hand';
`,
};
