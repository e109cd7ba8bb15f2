import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { conditions } from '../jobs/job-filter.ts';
import { LISTED_COLUMNS, toListedJob, type ListedJob, type ListedRow } from '../jobs/listed-jobs.ts';
import { planKeysetPage, type Cursor, type KeysetPage, type KeysetQuery } from './job-keyset.ts';
import { inTheSameOrder, thenJoin } from '../dialect/hints.ts';

/** A job at its place in the list. */
export interface PlacedJob extends ListedJob {
  cursor: Cursor;
  /** `undefined` when the API's text cannot be read. */
  createdAt: Instant | undefined;
}

export interface JobPage {
  /** Newest first, in either direction. */
  jobs: readonly PlacedJob[];
  /** The place to go on from in the same direction. `undefined` at the list's end. */
  next: Cursor | undefined;
  /** The page ended because enough was looked at, not because it is full. */
  isCut: boolean;
}

/**
 * Returns a page of the wanted jobs, in order of creation. It looks at `budget` jobs at most: where few are wanted, a
 * page may be empty and still have a next one.
 */
export async function jobPage(db: Database, asked: KeysetQuery & { limit: number }): Promise<JobPage> {
  const { filter, direction, limit } = asked;
  const isPlain = conditions(filter, { byName: true }).length === 0;
  const page = await planKeysetPage(db, asked);
  if (page === undefined) return { jobs: [], next: undefined, isCut: false };
  const wanted = conditions(filter, { byName: page.isByName });
  const { rows } = await sql<Row>`
    SELECT ${COLUMNS} FROM (${page.cursors}) AS walked ${thenJoin()} job ON job.id = walked.id
    WHERE ${wanted.length === 0 ? sql`true` : sql.join(wanted, sql` AND `)}
    ${inTheSameOrder(orderOf(direction))} LIMIT ${limit + 1}`.execute(db);
  const jobs = rows.slice(0, limit).map(toPlacedJob);
  const last = rows.length > limit ? jobs.at(-1)?.cursor : await whereCut(db, page, asked.budget);
  return {
    jobs: direction.towards === 'older' ? jobs : jobs.toReversed(),
    next: last,
    isCut: rows.length <= limit && last !== undefined && !isPlain,
  };
}

function orderOf({ towards }: KeysetQuery['direction']) {
  return towards === 'older' ? sql`walked.age DESC, walked.id DESC` : sql`walked.age, walked.id`;
}

/** Returns the last place of a page that used up its budget. `undefined` when the page ended before. */
async function whereCut(db: Database, page: KeysetPage, budget: number): Promise<Cursor | undefined> {
  const { rows } =
    await sql<Cursor>`SELECT age, id FROM (${page.cursors}) AS walked LIMIT 1 OFFSET ${budget - 1}`.execute(
      db,
    );
  return rows[0];
}

// `thenJoin` keeps SQLite from turning the loops round: the rows come in the order of the page, and SQLite stops at
// the last row that is needed (https://sqlite.org/optoverview.html#crossjoin).
const COLUMNS = sql`walked.id, walked.age, created_at AS "createdAt", ${LISTED_COLUMNS}`;

interface Row extends ListedRow, Cursor {
  createdAt: Instant | null;
}

function toPlacedJob(row: Row): PlacedJob {
  const { age, id, createdAt } = row;
  return { ...toListedJob(row), cursor: { age, id }, createdAt: createdAt ?? undefined };
}
