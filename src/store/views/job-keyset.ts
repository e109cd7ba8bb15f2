import { sql, type RawBuilder } from 'kysely';
import { KNOWN_STATES } from '../../core/job/state.ts';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { UNCOVERED } from '../jobs/uncovered-jobs.ts';
import { afterPrefix, namePattern, UNKNOWN_STATE, type JobFilter } from '../jobs/job-filter.ts';
import { eachInOrder, implied, indexedBy } from '../dialect/hints.ts';
import { eachOf } from '../dialect/listed.ts';

/** A place in a list of jobs: the creation of a job, and its row. */
export interface Cursor {
  age: Instant;
  id: number;
}

/** The direction in which a list is read, and the place behind which it begins. */
export interface Direction {
  towards: 'older' | 'newer';
  /** Absent at the list's end. */
  from?: Cursor | undefined;
}

/** Jobs in order of age, read from indexes alone. Further conditions are checked on each row. */
export interface KeysetPage {
  /** A SELECT of `id` and `age`, at most `budget` of them. */
  cursors: RawBuilder<Cursor>;
  /** All its jobs have a wanted name, as far as the prefix decides. */
  isByName: boolean;
}

export interface KeysetQuery {
  filter: JobFilter;
  direction: Direction;
  /** The number of jobs to look at, at most. */
  budget: number;
}

/** Plans a page by the index that leaves out the most unwanted jobs. `undefined` when no job can be wanted. */
export async function planKeysetPage(db: Database, asked: KeysetQuery): Promise<KeysetPage | undefined> {
  const { filter } = asked;
  const targets = await listedTargets(db, filter);
  const span = spanOf(asked);
  const inOrder = (terms: readonly RawBuilder<Cursor>[]): KeysetPage | undefined =>
    terms.length === 0 ? undefined : { cursors: merge(terms, asked), isByName: false };
  const byName = (terms: readonly RawBuilder<Cursor>[]): KeysetPage | undefined =>
    terms.length === 0 ? undefined : { cursors: merge(terms, asked), isByName: true };
  const name = filter.name === undefined ? undefined : namePattern(filter.name);
  if (name?.kind === 'exact') {
    const named = (target: string) => sql<Cursor>`${FROM} ${indexedBy('job_by_name')}
      WHERE job.target = ${target} AND job.name = ${name.prefix} AND ${span}`;
    return byName(targets.map(named));
  }
  if (name !== undefined && (await isRare(db, { ...asked, targets, prefix: name.prefix }))) {
    const named = (target: string) => sql<Cursor>`${FROM} ${indexedBy('job_by_name')}
      WHERE job.target = ${target} AND ${beginsWith(name.prefix)} AND ${span}`;
    return byName(targets.map(named));
  }
  if (filter.uncovered !== undefined) {
    const { states = BAD } = filter;
    const bad = targets.flatMap((target) =>
      BAD.filter((state) => states.includes(state)).map((state) => ({ target, state })),
    );
    const uncovered = ({
      target,
      state,
    }: TargetState) => sql<Cursor>`${FROM} ${indexedBy('job_uncovered_by_age')}
      WHERE job.target = ${target} AND job.state = ${state} AND ${UNCOVERED} AND ${span}`;
    return inOrder(bad.map(uncovered));
  }
  const states = await rareStates(db, { filter, targets });
  if (states !== undefined) {
    const inState = ({ target, state }: TargetState) => sql<Cursor>`${FROM} ${indexedBy('job_by_state')}
      WHERE job.target = ${target} AND job.state = ${state} AND ${notSucceeded()} AND ${span}`;
    return inOrder(states.map(inState));
  }
  const ofTarget = (target: string) =>
    sql<Cursor>`${FROM} ${indexedBy('job_by_age')} WHERE job.target = ${target} AND ${span}`;
  return inOrder(targets.map(ofTarget));
}

/** The states in which a job should have an incident. */
const BAD: readonly string[] = ['Failed', 'Pause'];

/** The condition of the index `job_by_state`. */
const notSucceeded = () => implied(sql`job.state <> 'Success'`);

/** The expression of the indexes. */
const AGE = sql<Instant>`coalesce(job.created_at, job.first_seen_at)`;

/** The index is named, because the cost of a planner's wrong guess grows with the store. */
const FROM = sql`SELECT job.id AS id, ${AGE} AS age FROM job`;

/** Has one form, so that all pages of a list are one prepared statement. */
function spanOf({ filter, direction }: KeysetQuery): RawBuilder<boolean> {
  const { createdFrom = EARLIEST, createdUntil = LATEST } = filter;
  const { from = NOWHERE, towards } = direction;
  const last = Math.ceil(createdUntil) - 1;
  if (towards === 'older') {
    const latest = direction.from === undefined ? last : Math.min(last, from.age);
    return sql`${AGE} BETWEEN ${createdFrom} AND ${latest} AND NOT (${AGE} = ${from.age} AND job.id >= ${from.id})`;
  }
  const earliest = Math.max(createdFrom, from.age);
  return sql`${AGE} BETWEEN ${earliest} AND ${last} AND NOT (${AGE} = ${from.age} AND job.id <= ${from.id})`;
}

const EARLIEST = Number.MIN_SAFE_INTEGER + 1;
const LATEST = Number.MAX_SAFE_INTEGER;
const NOWHERE: Cursor = { age: Number.MIN_SAFE_INTEGER, id: 0 };

/** SQLite merges ordered terms, and reads only as much of them as it needs. PostgreSQL reads the first of each. */
function merge(
  terms: readonly RawBuilder<Cursor>[],
  asked: { direction: Direction; budget: number },
): RawBuilder<Cursor> {
  if (terms.length > MOST_TERMS) {
    const parts = Math.ceil(terms.length / MOST_TERMS);
    const merged = Array.from({ length: parts }, (_, part) =>
      merge(terms.slice(part * MOST_TERMS, (part + 1) * MOST_TERMS), asked),
    );
    return merge(
      merged.map((cursors) => sql<Cursor>`SELECT id, age FROM (${cursors}) AS merged`),
      asked,
    );
  }
  const order = sql.raw(asked.direction.towards === 'older' ? 'DESC' : 'ASC');
  const first = sql`ORDER BY age ${order}, id ${order} LIMIT ${asked.budget}`;
  const each = terms.length === 1 ? terms : terms.map((term) => eachInOrder(term, first));
  return sql`${sql.join(each, sql` UNION ALL `)} ${first}`;
}

/** SQLite takes 500 in one compound statement. */
const MOST_TERMS = 100;

async function listedTargets(db: Database, { target, uncovered }: JobFilter): Promise<readonly string[]> {
  if (uncovered === undefined) return target === undefined ? await targetNames(db) : [target];
  return uncovered.targets.filter((name) => target === undefined || name === target);
}

async function targetNames(db: Database): Promise<readonly string[]> {
  const rows = await db.selectFrom('target').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}

/** Says whether the jobs whose names have this prefix are few enough for one page's budget. */
async function isRare(
  db: Database,
  asked: { targets: readonly string[]; prefix: string; budget: number },
): Promise<boolean> {
  if (asked.prefix === '') return false;
  const found = await sql<{ jobs: number }>`
    SELECT count(*) AS jobs FROM (SELECT 1 FROM job ${indexedBy('job_by_name')}
      WHERE job.target IN ${eachOf(asked.targets)}
        AND ${beginsWith(asked.prefix)}
      LIMIT ${asked.budget + 1}) AS named`.execute(db);
  return (found.rows[0]?.jobs ?? 0) <= asked.budget;
}

function beginsWith(prefix: string): RawBuilder<boolean> {
  return sql`job.name >= ${prefix} AND job.name < ${afterPrefix(prefix)}`;
}

interface TargetState {
  target: string;
  state: string;
}

/** Returns where wanted jobs can be, if all are among the few that did not succeed. */
async function rareStates(
  db: Database,
  { filter, targets }: { filter: JobFilter; targets: readonly string[] },
): Promise<readonly TargetState[] | undefined> {
  const { states = [], code } = filter;
  if (code !== undefined) {
    if (states.length > 0 && !states.includes('Failed')) return [];
    return targets.map((target) => ({ target, state: 'Failed' }));
  }
  if (states.length === 0 || states.includes('Success')) return undefined;
  const named = states.filter((state) => state !== UNKNOWN_STATE);
  const words = states.includes(UNKNOWN_STATE) ? [...named, ...(await unknownStates(db))] : named;
  return targets.flatMap((target) => [...new Set(words)].map((state) => ({ target, state })));
}

/** Returns the undocumented states that jobs have been in. Each was counted once. */
async function unknownStates(db: Database): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('job_count')
    .select('state')
    .distinct()
    .where('state', 'not in', KNOWN_STATES)
    .execute();
  return rows.map(({ state }) => state);
}
