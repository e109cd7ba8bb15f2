import { sql } from 'kysely';
import { SETTLED_STATES, type OccurrenceState } from '../../core/incident/judge-occurrence.ts';
import { HOUR, type Duration, type Instant } from '../../platform/time.ts';
import { eachOf } from '../dialect/listed.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { indexedBy } from '../dialect/hints.ts';

/**
 * Makes an expectation known: from now on its times count. What it was before with other terms is forgotten, but
 * for the occurrences that count as missing.
 * @returns up to when its times were planned.
 */
export async function registerExpectation(
  trx: WriteTransaction,
  expectation: { name: string; terms: string; now: Instant },
): Promise<Instant> {
  const { name, terms, now } = expectation;
  const known = await trx
    .selectFrom('expectation')
    .select(['terms', 'planned_until'])
    .where('name', '=', name)
    .executeTakeFirst();
  if (known?.terms === terms) return known.planned_until;
  await trx.deleteFrom('occurrence').where('expectation', '=', name).where('state', '=', 'awaited').execute();
  await trx
    .insertInto('expectation')
    .values({ name, terms, planned_until: now })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ terms, planned_until: now }))
    .execute();
  return now;
}

/** Names of all expectations that are known, also those no longer configured. */
export async function knownExpectations(db: Database): Promise<string[]> {
  return (await db.selectFrom('expectation').select('name').execute()).map(({ name }) => name);
}

/** Forgets an expectation with its occurrences. */
export async function forgetExpectation(trx: WriteTransaction, name: string): Promise<void> {
  await trx.deleteFrom('expectation').where('name', '=', name).execute();
}

/** Begins to await these times; forgets settled ones from before `settledBefore`. */
export async function planOccurrences(
  trx: WriteTransaction,
  planned: {
    expectation: string;
    dues: readonly Instant[];
    until: Instant;
    settledBefore: Instant;
  },
): Promise<void> {
  const { expectation, dues, until, settledBefore } = planned;
  for (const due_at of dues) {
    await trx
      .insertInto('occurrence')
      .values({ expectation, due_at, state: 'awaited' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await trx
    .updateTable('expectation')
    .set({ planned_until: until })
    .where('name', '=', expectation)
    .execute();
  await trx
    .deleteFrom('occurrence')
    .where('expectation', '=', expectation)
    .where('due_at', '<', settledBefore)
    .where('state', 'in', SETTLED_STATES)
    .execute();
}

export interface OpenOccurrence {
  due: Instant;
  state: OccurrenceState;
}

/** The occurrences that can still change, oldest first. */
export async function openOccurrences(db: Database, expectation: string): Promise<OpenOccurrence[]> {
  return await db
    .selectFrom('occurrence')
    .select(['due_at as due', 'state'])
    .where('expectation', '=', expectation)
    .where('state', 'not in', SETTLED_STATES)
    .orderBy('due_at')
    .execute();
}

export async function updateOccurrence(
  trx: WriteTransaction,
  occurrence: { expectation: string; due: Instant; state: OccurrenceState },
): Promise<void> {
  await trx
    .updateTable('occurrence')
    .set({ state: occurrence.state })
    .where('expectation', '=', occurrence.expectation)
    .where('due_at', '=', occurrence.due)
    .execute();
}

/** Every time at which an expectation came due since then, settled or not, oldest first. */
export async function duesSince(db: Database, expectation: string, since: Instant): Promise<Instant[]> {
  const rows = await db
    .selectFrom('occurrence')
    .select('due_at')
    .where('expectation', '=', expectation)
    .where('due_at', '>=', since)
    .orderBy('due_at')
    .execute();
  return rows.map(({ due_at }) => due_at);
}

/** A job that an expectation may have waited for. */
export interface CreatedJob {
  row: number;
  jobId: string;
  name: string;
  state: string;
  createdAt: Instant;
  stateSince: Instant;
}

const CREATED = sql`job.id AS row, job_id AS "jobId", name, job.state, created_at AS "createdAt", state_since AS "stateSince"`;

/** Nobody's clock is off by more, or its requests would be refused. */
const MOST_SKEW: Duration = HOUR;

/**
 * The jobs of a target created since then that the expectation took for none of its times, oldest first. What ended
 * cannot have changed before it was created.
 */
export async function untakenJobs(
  db: Database,
  of: { expectation: string; target: string; since: Instant },
): Promise<CreatedJob[]> {
  const { expectation, target, since } = of;
  const isUntaken = sql`NOT EXISTS (SELECT 1 FROM occurrence_job
    WHERE expectation = ${expectation} AND occurrence_job.job = job.id)`;
  const { rows } = await sql<CreatedJob>`
    SELECT ${CREATED} FROM job
    WHERE target = ${target} AND followed = 1 AND created_at >= ${since} AND ${isUntaken}
    UNION ALL
    SELECT ${CREATED} FROM job ${indexedBy('job_settled')}
    WHERE followed = 0 AND changed_at >= ${since - MOST_SKEW} AND target = ${target} AND created_at >= ${since}
      AND ${isUntaken}
    ORDER BY 5`.execute(db);
  return rows;
}

/** Takes a job for the time at which it was due: no other one gets it. */
export async function takeJobs(
  trx: WriteTransaction,
  taken: { expectation: string; due: Instant; job: number },
): Promise<void> {
  const { expectation, due: due_at, job } = taken;
  await trx.insertInto('occurrence_job').values({ expectation, due_at, job }).execute();
}

/** The jobs that were taken for times which can still change, oldest first. */
export async function takenJobs(
  db: Database,
  expectation: string,
): Promise<(CreatedJob & { due: Instant })[]> {
  const { rows } = await sql<CreatedJob & { due: Instant }>`
    SELECT ${CREATED}, due_at AS due
    FROM occurrence JOIN occurrence_job USING (expectation, due_at) JOIN job ON job.id = occurrence_job.job
    WHERE expectation = ${expectation}
      AND occurrence.state NOT IN ${eachOf(SETTLED_STATES)}
    ORDER BY created_at`.execute(db);
  return rows;
}
