import { sql } from 'kysely';
import type { WriteTransaction } from '../../../src/store/database.ts';

/** Rows of the large tables: enough that PostgreSQL does not think of reading all of one. */
const MANY = 30_000;

/**
 * Fills a store as years of use do: nearly all jobs succeeded, nearly all incidents are closed, nearly all messages were
 * sent. All of it is past: one row a minute up to 0.
 */
export async function fillStore(trx: WriteTransaction): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(trx);
}

const SERIES = `(SELECT n, (n - ${MANY}) * 60000::bigint AS t FROM generate_series(1, ${MANY}) AS n) AS series`;

const STATEMENTS = [
  // Neither triggers nor foreign keys look at what is made up.
  "SET LOCAL session_replication_role = 'replica'",
  `INSERT INTO target (name, bucket, region, scope, last_correlated)
   VALUES ('media', '', '', '', ${MANY}), ('archive', '', '', '', ${MANY})`,
  `INSERT INTO job (target, job_id, state, type, name, code, message, creation_time, start_time, end_time, input,
    operation, extra, created_at, state_since, first_seen_at, changed_at, missed_polls, followed)
   SELECT CASE n % 2 WHEN 0 THEN 'media' ELSE 'archive' END, 'b' || n,
    CASE WHEN n % 100 = 0 THEN 'Failed' WHEN n % 1000 = 1 THEN 'Running' ELSE 'Success' END, 'Job', 'n' || n % 3000,
    '', '', '', '', '', '', '', '{}', t, t, t, t, 0, (n % 1000 = 1)::int FROM ${SERIES}`,
  "UPDATE job SET coverage = 'incident' WHERE state = 'Failed'",
  `INSERT INTO transition (job, poll_id, to_state, observed_at, since, baseline)
   SELECT n, 'p', 'Success', t, t, 0 FROM ${SERIES}`,
  `INSERT INTO observation (job, poll_id, observed_at, changes) SELECT n, 'p', t, '{}' FROM ${SERIES}`,
  `INSERT INTO incident (public_id, kind, rule, group_key, labels, severity, state, opened_at, last_joined_at, notified_at,
    closed_at) SELECT 'i' || n, 'jobs', 'rule' || n % 10, 'g' || n, '{}', 'critical',
    CASE WHEN n > 29980 THEN 'open' ELSE 'closed' END, t, t, t, CASE WHEN n > 29980 THEN NULL ELSE t END
   FROM ${SERIES}`,
  `INSERT INTO member (incident, job, transition, name, state, joined_at, resolved_at)
   SELECT n, n, n, 'n' || n % 3000, 'Failed', t, CASE WHEN n % 500 = 0 THEN NULL ELSE t END FROM ${SERIES}`,
  `INSERT INTO thread (incident, receiver, via) SELECT n, 'lead', 'rule' FROM ${SERIES}`,
  `INSERT INTO incident_event (incident, at, kind, reason) SELECT n, t, 'notified', 'opened' FROM ${SERIES}`,
  `INSERT INTO notification (receiver, message_id, incident, message, detected_at, created_at, thread)
   SELECT 'r' || n % 20, 'm' || n, '', '{}', t, t, n FROM ${SERIES}`,
  `INSERT INTO decision (transition, target, outcome, reason, rule, receiver, decided_at, notification, incident)
   SELECT n, 'media', CASE n % 50 WHEN 0 THEN 'suppress' ELSE 'notify' END, 'opened', 'rule1', 'lead', t, n,
    n FROM ${SERIES}`,
  `INSERT INTO outbox (notification, channel, recipient, state, attempts, next_attempt_at, settled_at, offered)
   SELECT n, 'email', 'a' || n % 50, CASE WHEN n % 1000 = 0 THEN 'dead' WHEN n % 1000 = 1 THEN 'pending' ELSE 'sent' END,
    1, t, CASE WHEN n % 1000 = 1 THEN NULL ELSE t END, 1 FROM ${SERIES}`,
  `INSERT INTO attempt (outbox, channel, started_at, ended_at, outcome)
   SELECT n, 'email', t, t, 'delivered' FROM ${SERIES}`,
  `INSERT INTO poll (target, ended_at, outcome, requests, new_jobs, transitions, duration_ms)
   SELECT 't' || n % 1000, t, 'complete', 1, 0, 0, 1 FROM ${SERIES}`,
  `INSERT INTO silence (matchers, from_at, until_at, author, comment, created_at)
   SELECT '[]', t, t, '', '', t FROM ${SERIES}`,
  `INSERT INTO object_count (transition, target, job_state, state) SELECT n, 'media', 'Success', 'counted' FROM ${SERIES}`,
  `INSERT INTO hourly_transition (hour, target, state, jobs) SELECT t, 'media', 'Success', 1 FROM ${SERIES}`,
  `INSERT INTO hourly_run (hour, target, bucket, jobs) SELECT t, 'media', 1, 1 FROM ${SERIES}`,
  'ANALYZE',
];
