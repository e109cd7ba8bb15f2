import { sql } from 'kysely';
import { RichFixture } from '../http/rich-fixture.ts';

/** What does not happen to the store of the pages. */
const BESIDE = [
  `INSERT INTO poll (target, ended_at, outcome, requests, new_jobs, transitions, duration_ms, reason)
   SELECT 'media', 1, 'failed', 1, 2, 3, 4, 'auth' WHERE NOT EXISTS (SELECT 1 FROM poll)`,
  `INSERT INTO observation (job, poll_id, observed_at, changes) SELECT min(id), 'p', 2, '{"name":["a","b"]}' FROM job`,
  `INSERT INTO object_count (transition, target, job_state, state, counts)
   SELECT min(id), 'media', 'Success', 'counted', '{"total":3}' FROM transition
   WHERE NOT EXISTS (SELECT 1 FROM object_count)`,
  `INSERT INTO conversation VALUES ((SELECT min(id) FROM incident), 'slack', 'C1', '17.5')`,
  `INSERT INTO fallback (incident, receiver, outbox, notified, at)
   SELECT min(id), 'oncall', 1, '["lead"]', 7 FROM incident`,
  `INSERT INTO expectation VALUES ('夜间', 'daily', 9), ('\u{1F600}', 'daily', 9), ('\uFFFD', 'daily', 9)`,
  `INSERT INTO occurrence VALUES ('夜间', 5, 'met'), ('夜间', 6, 'late')`,
  `INSERT INTO occurrence_job SELECT '夜间', min(id), 5 FROM job`,
  // The last id is that of a row that is gone.
  `INSERT INTO incident_event (incident, at, kind, reason) SELECT min(id), 3, 'opened', 'gone' FROM incident`,
  `DELETE FROM incident_event WHERE reason = 'gone'`,
  // A trigger would say otherwise.
  `UPDATE job SET coverage = 'vanished' WHERE id = (SELECT max(job) FROM member)`,
  `INSERT INTO login_failure VALUES ('key', 1, 1)`,
  `INSERT INTO ended_session VALUES ('key', 1)`,
];

/** Fills every table of the store of the pages, with more than a page of one. */
export async function startFilled(): Promise<RichFixture> {
  const fixture = await RichFixture.start('zh-CN');
  await fixture.incidents.poll.store.write(async (trx) => {
    for (const statement of BESIDE) await sql.raw(statement).execute(trx);
    for (let hour = 0; hour < 1_201; hour += 1)
      await sql`INSERT INTO hourly_run VALUES (${hour}, ${`t${hour % 7}`}, ${hour % 3}, ${hour})`.execute(
        trx,
      );
  });
  return fixture;
}
