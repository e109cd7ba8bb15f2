import type { Migration } from './migration.ts';

/** Gives tables, columns, indexes and kinds the words that the program uses for them. */
export const words: Migration = {
  version: 18,
  sql: `
ALTER TABLE target RENAME COLUMN taken_in TO last_correlated;

ALTER TABLE incident RENAME COLUMN last_news_at TO last_joined_at;
ALTER TABLE incident RENAME COLUMN told_at TO notified_at;
ALTER TABLE incident RENAME COLUMN first_told_at TO first_notified_at;
ALTER TABLE incident RENAME COLUMN previous_told_at TO previous_notified_at;
ALTER TABLE incident RENAME COLUMN pending_news TO pending_update;
ALTER TABLE thread RENAME COLUMN told_at TO notified_at;
ALTER TABLE thread RENAME COLUMN closing_told TO closed;
UPDATE incident_event SET kind = 'notified' WHERE kind = 'told';

ALTER TABLE fact RENAME TO setting;
UPDATE setting SET name = 'notified-outage' WHERE name = 'told-outage';
ALTER TABLE queue_fact RENAME TO queue_details;
ALTER TABLE hourly_move RENAME TO hourly_transition;

-- SQLite cannot rename an index.
DROP INDEX decision_waiting;
CREATE INDEX decision_pending ON decision (target, receiver) WHERE outcome = 'notify' AND notification IS NULL;
DROP INDEX decision_not_told;
CREATE INDEX decision_not_notified ON decision (id) WHERE outcome = 'suppress' OR held IS NOT NULL;
`,
};
