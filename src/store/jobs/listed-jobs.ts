import { sql } from 'kysely';
import { byKey, LISTED_FIELDS, type ListedKey } from '../../core/job/fields.ts';
import type { KnownJob } from '../../core/job/job.ts';
import type { Database } from '../database.ts';
import { conditions } from './job-filter.ts';

/** A job as lists show it. */
export interface ListedJob
  extends Record<ListedKey, string>, Pick<KnownJob, 'stateSince' | 'firstSeenAt' | 'changedAt' | 'followed'> {
  target: string;
}

export interface ListedRow extends Omit<ListedJob, 'followed'> {
  followed: number;
}

/** The columns of a `ListedRow`, of the table `job`. */
export const LISTED_COLUMNS = sql.raw(
  [
    'job.target',
    ...LISTED_FIELDS.map(({ column, key }) => `job.${column} AS "${key}"`),
    'state_since AS "stateSince", first_seen_at AS "firstSeenAt", changed_at AS "changedAt", followed',
  ].join(', '),
);

/** Jobs for people, newest change first, then the newest created. `unknown` is any state that the API does not document. */
export async function listJobs(
  db: Database,
  { target, state }: { target?: string | undefined; state?: string | undefined },
): Promise<ListedJob[]> {
  const wanted = [
    sql`true`,
    ...(target === undefined ? [] : [sql`job.target = ${target}`]),
    ...conditions({ states: state === undefined ? [] : [state] }, { byName: true }),
  ];
  const { rows } = await sql<ListedRow>`
    SELECT ${LISTED_COLUMNS} FROM job WHERE ${sql.join(wanted, sql` AND `)}
    ORDER BY changed_at DESC, coalesce(created_at, first_seen_at) DESC, id DESC`.execute(db);
  return rows.map(toListedJob);
}

/** Reads each field by its name: to spread a row of SQLite takes twice as long as to read it. */
export function toListedJob(row: ListedRow): ListedJob {
  return {
    target: row.target,
    ...byKey(LISTED_FIELDS, ({ key }) => row[key]),
    stateSince: row.stateSince,
    firstSeenAt: row.firstSeenAt,
    changedAt: row.changedAt,
    followed: row.followed === 1,
  };
}
