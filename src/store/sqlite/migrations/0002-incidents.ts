import type { Migration } from './migration.ts';

export const incidents: Migration = {
  version: 2,
  sql: `
-- AUTOINCREMENT, here and below, where ids are remembered beyond the row: SQLite would give the highest one
-- again once its row is pruned, and what is new would be taken for what is known.
CREATE TABLE transition_2 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  poll_id TEXT NOT NULL,
  from_state TEXT,
  to_state TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  since INTEGER NOT NULL,
  previous_since INTEGER,
  baseline INTEGER NOT NULL
) STRICT;
INSERT INTO transition_2 SELECT * FROM transition;
DROP TABLE transition;
ALTER TABLE transition_2 RENAME TO transition;
CREATE INDEX transition_of_job ON transition (job);

CREATE TABLE notification_2 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  receiver TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  incident TEXT NOT NULL,
  message TEXT NOT NULL,
  detected_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  -- No foreign key: what was told stays, also when its incident is pruned.
  thread INTEGER
) STRICT;
INSERT INTO notification_2 SELECT *, NULL FROM notification;
DROP TABLE notification;
ALTER TABLE notification_2 RENAME TO notification;
-- Decisions may name notifications that are pruned already.
DELETE FROM sqlite_sequence WHERE name = 'notification';
INSERT INTO sqlite_sequence (name, seq) SELECT 'notification', coalesce(max(id), 0)
FROM (SELECT id FROM notification UNION ALL SELECT notification FROM decision);

CREATE TABLE incident (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  public_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('jobs', 'condition')),
  rule TEXT NOT NULL,
  group_key TEXT NOT NULL,
  labels TEXT NOT NULL,
  severity TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'closed')),
  opened_at INTEGER NOT NULL,
  acknowledged_at INTEGER,
  acknowledged_by TEXT,
  closed_at INTEGER,
  closed_reason TEXT,
  last_news_at INTEGER NOT NULL,
  told_at INTEGER,
  first_told_at INTEGER,
  previous_told_at INTEGER,
  pending_news TEXT,
  silenced INTEGER NOT NULL DEFAULT 0,
  summary TEXT,
  due_at INTEGER
) STRICT;
CREATE UNIQUE INDEX incident_open ON incident (rule, group_key) WHERE state <> 'closed';
CREATE INDEX incident_due ON incident (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX incident_by_group ON incident (rule, group_key, told_at);
CREATE INDEX incident_closed ON incident (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE member (
  incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  transition INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  awaits TEXT CHECK (awaits IN ('move', 'success')),
  joined_at INTEGER NOT NULL,
  flapping_since INTEGER,
  resolved_at INTEGER,
  noticed_at INTEGER,
  resolution TEXT,
  resolved_by TEXT,
  PRIMARY KEY (incident, job)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_unresolved ON member (job) WHERE resolved_at IS NULL;
CREATE INDEX member_awaiting_success ON member (name) WHERE resolved_at IS NULL AND awaits = 'success';
CREATE INDEX member_of_job ON member (job);

CREATE TABLE thread (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  receiver TEXT NOT NULL,
  via TEXT NOT NULL CHECK (via IN ('rule', 'escalation')),
  messages INTEGER NOT NULL DEFAULT 0,
  told_at INTEGER,
  closing_told INTEGER NOT NULL DEFAULT 0,
  UNIQUE (incident, receiver)
) STRICT;

CREATE TABLE incident_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  incident INTEGER NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  receiver TEXT,
  -- No foreign key: what was told stays told when its message is pruned.
  notification INTEGER,
  detail TEXT,
  until_at INTEGER
) STRICT;
CREATE INDEX event_of_incident ON incident_event (incident);

CREATE TABLE silence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matchers TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  author TEXT NOT NULL,
  comment TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX silence_by_end ON silence (until_at);

-- What the API told of the queues of paused jobs, when it was last asked.
CREATE TABLE queue_fact (
  queue_id TEXT NOT NULL,
  target TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  updated_at INTEGER,
  asked_at INTEGER NOT NULL,
  fault TEXT,
  PRIMARY KEY (queue_id, target)
) STRICT, WITHOUT ROWID;

-- Which ended jobs' objects are to be counted: written with the transition, so that no crash forgets it.
CREATE TABLE object_count (
  transition INTEGER PRIMARY KEY REFERENCES transition (id) ON DELETE CASCADE,
  target TEXT NOT NULL,
  job_state TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('wanted', 'counted', 'not-asked', 'failed')),
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER NOT NULL DEFAULT 0,
  answered_at INTEGER,
  counts TEXT,
  fault TEXT
) STRICT;
CREATE INDEX object_count_wanted ON object_count (target) WHERE state = 'wanted';

CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What must happen: since when each expectation is watched, and what became of each time it came due.
CREATE TABLE expectation (
  name TEXT PRIMARY KEY,
  terms TEXT NOT NULL,
  planned_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE occurrence (
  expectation TEXT NOT NULL REFERENCES expectation (name) ON DELETE CASCADE,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (expectation, due_at)
) STRICT, WITHOUT ROWID;
-- Which jobs were taken for it; each for one time alone.
CREATE TABLE occurrence_job (
  expectation TEXT NOT NULL,
  job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (expectation, job),
  FOREIGN KEY (expectation, due_at) REFERENCES occurrence (expectation, due_at) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX occurrence_job_by_due ON occurrence_job (expectation, due_at);
CREATE INDEX occurrence_job_of_job ON occurrence_job (job);

-- How long past runs of a name took, and which of them make up for a failure.
CREATE INDEX job_run ON job (target, name, created_at) WHERE state = 'Success';
-- What the watcher must know of itself after a restart.
ALTER TABLE target ADD COLUMN polls INTEGER NOT NULL DEFAULT 0;
ALTER TABLE target ADD COLUMN failed_polls INTEGER NOT NULL DEFAULT 0;
ALTER TABLE target ADD COLUMN failing_since INTEGER;
ALTER TABLE target ADD COLUMN last_fault TEXT;
ALTER TABLE target ADD COLUMN clock_skew INTEGER;

ALTER TABLE target ADD COLUMN taken_in INTEGER NOT NULL DEFAULT 0;
ALTER TABLE decision ADD COLUMN group_key TEXT;
ALTER TABLE decision ADD COLUMN labels TEXT;
ALTER TABLE decision ADD COLUMN incident INTEGER;
ALTER TABLE decision ADD COLUMN held TEXT;
ALTER TABLE decision ADD COLUMN held_by TEXT;
CREATE INDEX decision_of_incident ON decision (incident, receiver) WHERE incident IS NOT NULL;
CREATE INDEX notification_of_thread ON notification (thread) WHERE thread IS NOT NULL;
ALTER TABLE outbox ADD COLUMN offered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN rate_capped_at INTEGER;

-- What an older version had told, or decided and not yet told.
UPDATE outbox SET offered = 1 WHERE attempts > 0;
UPDATE notification SET message = json_set(message, '$.kind', 'opening')
WHERE json_extract(message, '$.kind') = 'transitions';
UPDATE decision SET
  group_key = (SELECT json_array(decision.target, to_state) FROM transition WHERE id = decision.transition),
  labels = (SELECT json_object('target', decision.target, 'state', to_state) FROM transition WHERE id = decision.transition)
WHERE outcome = 'notify' AND notification IS NULL AND reason <> 'baseline-summary';
UPDATE target SET taken_in = coalesce(
  (SELECT min(transition) - 1 FROM decision WHERE outcome = 'notify' AND notification IS NULL),
  (SELECT max(id) FROM transition), 0);
`,
};
