import { DatabaseSync } from 'node:sqlite';
import { migrate, MIGRATIONS } from '../../../src/store/sqlite/migrate.ts';

/** Fills a store of the last schema whose names have old words, in either engine. */
export const OLD_ROWS: readonly string[] = [
  `INSERT INTO target (name, bucket, region, scope, taken_in) VALUES ('media', 'b', 'r', 's', 7)`,
  `INSERT INTO incident (id, public_id, kind, rule, group_key, labels, severity, state, opened_at, last_news_at, told_at,
    first_told_at, previous_told_at, pending_news)
    VALUES (1, 'i', 'jobs', 'failures', '[]', '{}', 'critical', 'open', 1, 2, 5, 4, 3, 'flapping')`,
  `INSERT INTO thread (id, incident, receiver, via, told_at, closing_told) VALUES (1, 1, 'oncall', 'rule', 5, 1)`,
  `INSERT INTO incident_event (id, incident, at, kind, reason) VALUES (1, 1, 4, 'told', 'told')`,
  `INSERT INTO fact VALUES ('told-outage', '6')`,
  `INSERT INTO queue_fact VALUES ('p1', 'media', 'night', 'Paused', NULL, 5, NULL, '/queue')`,
  `INSERT INTO hourly_move VALUES (0, 'media', 'Failed', 3)`,
];

/** Queries of such a store after its migration, with their only row. */
export const NEW_ROWS: readonly (readonly [query: string, row: Record<string, unknown>])[] = [
  ['SELECT last_correlated FROM target', { last_correlated: 7 }],
  [
    'SELECT last_joined_at, notified_at, first_notified_at, previous_notified_at, pending_update FROM incident',
    {
      last_joined_at: 2,
      notified_at: 5,
      first_notified_at: 4,
      previous_notified_at: 3,
      pending_update: 'flapping',
    },
  ],
  ['SELECT notified_at, closed FROM thread', { notified_at: 5, closed: 1 }],
  ['SELECT kind, reason FROM incident_event', { kind: 'notified', reason: 'told' }],
  ['SELECT * FROM setting', { name: 'notified-outage', value: '6' }],
  ['SELECT name, lists FROM queue_details', { name: 'night', lists: '/queue' }],
  ['SELECT state, jobs FROM hourly_transition', { state: 'Failed', jobs: 3 }],
];

/** Gives a store of SQLite the names of version 17. */
export const TO_VERSION_17: readonly string[] = [
  'ALTER TABLE target RENAME COLUMN last_correlated TO taken_in',
  'ALTER TABLE incident RENAME COLUMN last_joined_at TO last_news_at',
  'ALTER TABLE incident RENAME COLUMN notified_at TO told_at',
  'ALTER TABLE incident RENAME COLUMN first_notified_at TO first_told_at',
  'ALTER TABLE incident RENAME COLUMN previous_notified_at TO previous_told_at',
  'ALTER TABLE incident RENAME COLUMN pending_update TO pending_news',
  'ALTER TABLE thread RENAME COLUMN notified_at TO told_at',
  'ALTER TABLE thread RENAME COLUMN closed TO closing_told',
  `UPDATE incident_event SET kind = 'told' WHERE kind = 'notified'`,
  ...toOldTable('setting', 'fact'),
  `UPDATE fact SET name = 'told-outage' WHERE name = 'notified-outage'`,
  ...toOldTable('queue_details', 'queue_fact'),
  ...toOldTable('hourly_transition', 'hourly_move'),
  'DROP INDEX decision_pending',
  `CREATE INDEX decision_waiting ON decision (target, receiver) WHERE outcome = 'notify' AND notification IS NULL`,
  'DROP INDEX decision_not_notified',
  `CREATE INDEX decision_not_told ON decision (id) WHERE outcome = 'suppress' OR held IS NOT NULL`,
];

/** A start compares the text of a table, and SQLite quotes the name of one that is renamed. */
function toOldTable(name: string, oldName: string): string[] {
  using database = new DatabaseSync(':memory:');
  migrate(database, MIGRATIONS.slice(0, 17));
  const row = database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(oldName);
  return [String(row?.['sql']), `INSERT INTO ${oldName} SELECT * FROM ${name}`, `DROP TABLE ${name}`];
}
