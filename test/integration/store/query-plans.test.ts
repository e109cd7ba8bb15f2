import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { jobCounts, lastDeliveryAt, oldestJobs, outboxCounts } from '../../../src/store/counts.ts';
import { followedJobs, jobsByIds, oldestFollowed } from '../../../src/store/jobs.ts';
import { jobStories } from '../../../src/store/job-story.ts';
import { NodeSqliteDialect } from '../../../src/store/node-sqlite-dialect.ts';
import { dueEntries, nextDueAt, rateLimitedUntil, releaseHeld } from '../../../src/store/outbox.ts';
import type { Schema } from '../../../src/store/schema.ts';
import type { WriteTransaction } from '../../../src/store/store.ts';
import {
  settleGroup,
  suppressGroup,
  waitingGroups,
  waitingJobs,
  type WaitingGroup,
} from '../../../src/store/waiting.ts';
import { TemporaryStore } from '../../support/temporary-store.ts';

const GROUP: WaitingGroup = {
  receiver: 'oncall',
  isBaseline: false,
  severities: [],
  counts: [],
  detectedAt: 0,
};
const DETAILS = () => {
  throw new Error('there are no jobs');
};

/** What each query must go by; it may name several when it asks several tables. */
const QUERIES: [string, (trx: WriteTransaction) => Promise<unknown>, string[]][] = [
  ['followedJobs', (trx) => followedJobs(trx, 'media'), ['job_followed']],
  ['oldestFollowed', (trx) => oldestFollowed(trx, 'media'), ['job_followed']],
  ['oldestJobs', (trx) => oldestJobs(trx, ['media'], ['Pause']), ['job_open_state']],
  ['jobsByIds', (trx) => jobsByIds(trx, 'media', ['b1', 'b2']), ['sqlite_autoindex_job_1']],
  ['dueEntries', (trx) => dueEntries(trx, { channel: 'email', now: 1 }), ['outbox_due']],
  ['nextDueAt', (trx) => nextDueAt(trx, 'email'), ['outbox_due']],
  ['releaseHeld', (trx) => releaseHeld(trx, 'email', 1), ['outbox_due']],
  [
    'rateLimitedUntil',
    (trx) => rateLimitedUntil(trx, { channel: 'email', maxPerMinute: 60, now: 1 }),
    ['attempt_by_time'],
  ],
  ['outboxCounts', (trx) => outboxCounts(trx, 'email'), ['outbox_unsettled']],
  ['lastDeliveryAt', (trx) => lastDeliveryAt(trx, 'email'), ['outbox_settled']],
  ['waitingGroups', (trx) => waitingGroups(trx, 'media'), ['decision_waiting']],
  [
    'waitingJobs',
    (trx) => waitingJobs(trx, { target: 'media', group: GROUP, limit: 200, details: DETAILS }),
    ['decision_waiting'],
  ],
  [
    'settleGroup',
    (trx) => settleGroup(trx, { target: 'media', group: GROUP, notification: 1 }),
    ['decision_waiting'],
  ],
  ['suppressGroup', (trx) => suppressGroup(trx, 'media', GROUP), ['decision_waiting']],
  ['jobStories', (trx) => jobStories(trx, 'b1'), ['sqlite_autoindex_job_1']],
];

/** Tables that stay small however long the history. */
const SMALL = /^SCAN (target|job_count)\b|VIRTUAL TABLE/;

it.each(QUERIES)('%s goes by its index, whatever the history', async (_name, query, indexes) => {
  const plan = await planOf(query);
  for (const index of indexes) expect(plan.join('\n')).toContain(`INDEX ${index}`);
  expect(plan.filter((line) => line.startsWith('SCAN') && !SMALL.test(line))).toEqual([]);
});

it('jobCounts reads the counts, never the jobs', async () => {
  expect(await planOf((trx) => jobCounts(trx))).toEqual(['SCAN job_count']);
});

/** The plans of all statements that `query` runs. */
async function planOf(query: (trx: WriteTransaction) => Promise<unknown>): Promise<string[]> {
  await using temporary = new TemporaryStore();
  await temporary.store.close();
  const database = new DatabaseSync(temporary.path);
  const asked: string[] = [];
  const db = new Kysely<Schema>({
    dialect: new NodeSqliteDialect(database),
    log: ({ query: { sql } }) => {
      if (/^\s*(select|update|delete|insert)/i.test(sql)) asked.push(sql);
    },
  });
  await db.transaction().execute(query);
  // Without values, so that the plan holds whatever is bound: SQLite does take a partial index for a bound
  // value that fits it, but only by planning the statement anew each time it runs.
  const plan = asked.flatMap((sql) => database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  await db.destroy();
  return plan.map((row) => String(row['detail']));
}
