import type { Migration } from './migration.ts';

export const initial: Migration = {
  version: 1,
  sql: `
CREATE TABLE target (
  name TEXT PRIMARY KEY,
  bucket TEXT NOT NULL,
  region TEXT NOT NULL,
  scope TEXT NOT NULL,
  last_read_started_at INTEGER,
  last_poll_at INTEGER,
  last_complete_poll_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  target TEXT NOT NULL,
  job_id TEXT NOT NULL,
  state TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  creation_time TEXT NOT NULL,
  start_time TEXT NOT NULL,
  end_time TEXT NOT NULL,
  input TEXT NOT NULL,
  operation TEXT NOT NULL,
  extra TEXT NOT NULL,
  created_at INTEGER,
  state_since INTEGER NOT NULL,
  first_seen_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  missed_polls INTEGER NOT NULL,
  followed INTEGER NOT NULL,
  UNIQUE (target, job_id)
) STRICT;
CREATE INDEX job_followed ON job (target, created_at) WHERE followed = 1;
CREATE INDEX job_open_state ON job (target, state, state_since) WHERE followed = 1;
CREATE INDEX job_settled ON job (changed_at) WHERE followed = 0;

CREATE TABLE job_count (
  target TEXT NOT NULL,
  type TEXT NOT NULL,
  state TEXT NOT NULL,
  jobs INTEGER NOT NULL,
  PRIMARY KEY (target, type, state)
) STRICT, WITHOUT ROWID;
-- A job that vanished or outlived followFor while open (followed = 0, not ended) is counted nowhere.
CREATE TRIGGER job_counted_in AFTER INSERT ON job
WHEN NEW.followed = 1 OR NEW.state IN ('Success', 'Failed', 'Cancel') BEGIN
  INSERT INTO job_count VALUES (NEW.target, NEW.type, NEW.state, 1)
  ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;
CREATE TRIGGER job_counted_out AFTER DELETE ON job
WHEN OLD.followed = 1 OR OLD.state IN ('Success', 'Failed', 'Cancel') BEGIN
  UPDATE job_count SET jobs = jobs - 1 WHERE target = OLD.target AND type = OLD.type AND state = OLD.state;
END;
CREATE TRIGGER job_recounted_out AFTER UPDATE OF state, type, followed ON job
WHEN OLD.followed = 1 OR OLD.state IN ('Success', 'Failed', 'Cancel') BEGIN
  UPDATE job_count SET jobs = jobs - 1 WHERE target = OLD.target AND type = OLD.type AND state = OLD.state;
END;
CREATE TRIGGER job_recounted_in AFTER UPDATE OF state, type, followed ON job
WHEN NEW.followed = 1 OR NEW.state IN ('Success', 'Failed', 'Cancel') BEGIN
  INSERT INTO job_count VALUES (NEW.target, NEW.type, NEW.state, 1)
  ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;

CREATE TABLE transition (
  id INTEGER PRIMARY KEY,
  job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  poll_id TEXT NOT NULL,
  from_state TEXT,
  to_state TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  since INTEGER NOT NULL,
  previous_since INTEGER,
  baseline INTEGER NOT NULL
) STRICT;
CREATE INDEX transition_of_job ON transition (job);

CREATE TABLE observation (
  id INTEGER PRIMARY KEY,
  job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  poll_id TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  changes TEXT NOT NULL,
  note TEXT
) STRICT;
CREATE INDEX observation_of_job ON observation (job);

CREATE TABLE notification (
  id INTEGER PRIMARY KEY,
  receiver TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  incident TEXT NOT NULL,
  message TEXT NOT NULL,
  detected_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  transition INTEGER NOT NULL REFERENCES transition (id) ON DELETE CASCADE,
  target TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('notify', 'suppress')),
  reason TEXT NOT NULL,
  rule TEXT,
  receiver TEXT,
  severity TEXT,
  decided_at INTEGER NOT NULL,
  -- No foreign key: a pruned notification must not turn its decisions into waiting ones.
  notification INTEGER
) STRICT;
CREATE INDEX decision_of_transition ON decision (transition);
CREATE INDEX decision_waiting ON decision (target, receiver) WHERE outcome = 'notify' AND notification IS NULL;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  notification INTEGER NOT NULL REFERENCES notification (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'claimed', 'sent', 'dead')),
  attempts INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  settled_at INTEGER,
  held_by_channel INTEGER NOT NULL,
  UNIQUE (notification, recipient)
) STRICT;
CREATE INDEX outbox_due ON outbox (channel, next_attempt_at) WHERE state = 'pending';
CREATE INDEX outbox_unsettled ON outbox (channel, state) WHERE state IN ('pending', 'claimed', 'dead');
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  outbox INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  channel TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  reason TEXT,
  response TEXT
) STRICT;
CREATE INDEX attempt_of_outbox ON attempt (outbox);
CREATE INDEX attempt_by_time ON attempt (channel, started_at);
`,
};
