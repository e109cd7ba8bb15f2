import type { Migration } from './migration.ts';

/**
 * Gives tables, columns, indexes and kinds the words that the program uses for them. A program without it finds the old
 * names no more. So it reads nothing of them, and must not write.
 */
export const words: Migration = {
  version: 6,
  minVersion: 6,
  sql: `
    -- No replica is amid a write when its tables change their names.
    SELECT pg_advisory_xact_lock(1114920801, 1);

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
    ALTER INDEX fact_pkey RENAME TO setting_pkey;
    UPDATE setting SET name = 'notified-outage' WHERE name = 'told-outage';
    ALTER TABLE queue_fact RENAME TO queue_details;
    ALTER INDEX queue_fact_pkey RENAME TO queue_details_pkey;
    ALTER TABLE hourly_move RENAME TO hourly_transition;
    ALTER INDEX hourly_move_pkey RENAME TO hourly_transition_pkey;

    ALTER INDEX decision_waiting RENAME TO decision_pending;
    ALTER INDEX decision_not_told RENAME TO decision_not_notified;`,
};
