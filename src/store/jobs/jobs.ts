import { sql, type Selectable } from 'kysely';
import { parseApiTime } from '../../core/job/api-time.ts';
import { byColumn, byKey, JOB_FIELDS } from '../../core/job/fields.ts';
import type { KnownJob } from '../../core/job/job.ts';
import { OPEN_STATES } from '../../core/job/state.ts';
import type { MissingJob } from '../../core/job/lookup.ts';
import type { Instant } from '../../platform/time.ts';
import { batchInsert } from '../dialect/batch-insert.ts';
import { fromJson } from '../dialect/json.ts';
import type { JobTable } from '../schema/job-tables.ts';
import { StoreFault } from '../store-fault.ts';
import { eachId, eachOf } from '../dialect/listed.ts';
import type { Database, WriteTransaction } from '../database.ts';

/** A known job with the row id that its history refers to. */
export interface StoredJob {
  row: number;
  job: KnownJob;
}

/** The rows of a page's ids; ids not known are absent. */
export async function jobsByIds(
  db: Database,
  target: string,
  jobIds: readonly string[],
): Promise<Map<string, StoredJob>> {
  const rows = await db
    .selectFrom('job')
    .selectAll()
    .where('target', '=', target)
    .where('job_id', 'in', eachOf(jobIds))
    .execute();
  return new Map(rows.map((row) => [row.job_id, { row: row.id, job: toKnownJob(row) }]));
}

/** The jobs of these rows, in their order; undefined for a row that is gone. */
export async function jobsByRows(db: Database, rows: readonly number[]): Promise<(KnownJob | undefined)[]> {
  const found = await db.selectFrom('job').selectAll().where('id', 'in', eachId(rows)).execute();
  const byRow = new Map(found.map((row) => [row.id, toKnownJob(row)]));
  return rows.map((row) => byRow.get(row));
}

/** Inserts new jobs and overwrites known ones; returns their row ids by job id. */
export async function saveJobs(
  trx: WriteTransaction,
  target: string,
  jobs: readonly KnownJob[],
): Promise<Map<string, number>> {
  const saved = await insertJobs(
    trx,
    jobs.map((job) => ({ target, ...toRow(job) })),
  );
  return new Map(saved.map(({ job_id: jobId, id }) => [jobId, id]));
}

const insertJobs = batchInsert((trx, rows: readonly ({ target: string } & ReturnType<typeof toRow>)[]) =>
  trx
    .insertInto('job')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['target', 'job_id']).doUpdateSet((eb) => {
        const { job_id: _jobId, ...fields } = byColumn(({ column }) => eb.ref(`excluded.${column}`));
        return {
          ...fields,
          extra: eb.ref('excluded.extra'),
          created_at: eb.ref('excluded.created_at'),
          state_since: eb.ref('excluded.state_since'),
          changed_at: eb.ref('excluded.changed_at'),
          missed_polls: eb.ref('excluded.missed_polls'),
          followed: eb.ref('excluded.followed'),
        };
      }),
    )
    .returning(['job_id', 'id']),
);

/**
 * Returns the creation time of the oldest job that a list of open jobs must show. It looks at jobs that are followed,
 * and at jobs that vanished although they were created since then. `undefined` when none has a readable time.
 */
export async function oldestSought(
  db: Database,
  { target, since }: { target: string; since: Instant },
): Promise<Instant | undefined> {
  const followed = await db
    .selectFrom('job')
    .select('created_at')
    .where('target', '=', target)
    .where('followed', '=', sql.lit(1))
    .where('created_at', 'is not', null)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  const open = await Promise.all(OPEN_STATES.map((state) => oldestInState(db, { target, since, state })));
  const times = [followed?.created_at ?? undefined, ...open].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

async function oldestInState(
  db: Database,
  { target, since, state }: { target: string; since: Instant; state: string },
): Promise<Instant | undefined> {
  const age = sql<Instant>`coalesce(created_at, first_seen_at)`;
  const row = await db
    .selectFrom('job')
    .select(age.as('age'))
    .where('target', '=', target)
    .where('state', '=', state)
    .where('state', '<>', sql.lit('Success'))
    .where(age, '>=', since)
    .orderBy(age)
    .limit(1)
    .executeTakeFirst();
  return row?.age;
}

/**
 * All followed jobs, oldest first. The order is named so that SQLite takes the partial index: without it,
 * the planner reads the whole table by the unique key.
 */
export async function followedJobs(db: Database, target: string): Promise<MissingJob[]> {
  const rows = await db
    .selectFrom('job')
    .select(['job_id', 'created_at'])
    .where('target', '=', target)
    .where('followed', '=', sql.lit(1))
    .orderBy('created_at', (order) => order.asc().nullsFirst())
    .execute();
  return rows.map((row) => ({ jobId: row.job_id, createdAt: row.created_at ?? undefined }));
}

/** A stored row as the core knows it. */
export function toKnownJob(row: Selectable<JobTable>): KnownJob {
  return {
    ...byKey(JOB_FIELDS, ({ column }) => row[column]),
    extra: toExtra(row.extra),
    stateSince: row.state_since,
    firstSeenAt: row.first_seen_at,
    changedAt: row.changed_at,
    missedPolls: row.missed_polls,
    followed: row.followed === 1,
  };
}

/** Text that a damaged disk has made unreadable counts as empty: every page of the service brings it again. */
function toExtra(text: string): KnownJob['extra'] {
  if (text === '{}') return NO_EXTRA;
  try {
    return fromJson<KnownJob['extra']>(text);
  } catch (error) {
    if (error instanceof StoreFault) return NO_EXTRA;
    throw error;
  }
}

const NO_EXTRA = {};

function toRow(job: KnownJob) {
  return {
    ...byColumn(({ key }) => job[key]),
    extra: JSON.stringify(job.extra),
    created_at: parseApiTime(job.creationTime) ?? null,
    state_since: job.stateSince,
    first_seen_at: job.firstSeenAt,
    changed_at: job.changedAt,
    missed_polls: job.missedPolls,
    followed: job.followed ? 1 : 0,
  };
}
