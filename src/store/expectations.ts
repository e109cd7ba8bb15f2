import { sql } from 'kysely';
import { SETTLED_STATES, type OccurrenceState } from '../alerts/judge-occurrence.ts';
import { HOUR, type Duration, type Instant } from '../time.ts';
import type { Database, WriteTransaction } from './store.ts';

/**
 * Makes an expectation known: from now on its times count. What it was before with other terms is forgotten, but
 * for the occurrences that are told as missing.
 * @returns up to when its times were planned.
 */
export async function registerExpectation(
  trx: WriteTransaction,
  expectation: { readonly name: string; readonly terms: string; readonly now: Instant },
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
    readonly expectation: string;
    readonly dues: readonly Instant[];
    readonly until: Instant;
    readonly settledBefore: Instant;
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
  readonly due: Instant;
  readonly state: OccurrenceState;
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
  occurrence: { readonly expectation: string; readonly due: Instant; readonly state: OccurrenceState },
): Promise<void> {
  await trx
    .updateTable('occurrence')
    .set({ state: occurrence.state })
    .where('expectation', '=', occurrence.expectation)
    .where('due_at', '=', occurrence.due)
    .execute();
}

/** A job that an expectation may have waited for. */
export interface CreatedJob {
  readonly jobId: string;
  readonly name: string;
  readonly state: string;
  readonly createdAt: Instant;
  readonly stateSince: Instant;
}

/** Nobody's clock is off by more, or its requests would be refused. */
const MOST_SKEW: Duration = HOUR;

/** The jobs of a target created since then, oldest first. What ended cannot have changed before it was created. */
export async function jobsCreatedSince(db: Database, target: string, since: Instant): Promise<CreatedJob[]> {
  const fields = sql`job_id AS "jobId", name, state, created_at AS "createdAt", state_since AS "stateSince"`;
  const { rows } = await sql<CreatedJob>`
    SELECT ${fields} FROM job WHERE target = ${target} AND followed = 1 AND created_at >= ${since}
    UNION ALL
    SELECT ${fields} FROM job INDEXED BY job_settled
    WHERE followed = 0 AND changed_at >= ${since - MOST_SKEW} AND target = ${target} AND created_at >= ${since}
    ORDER BY 4`.execute(db);
  return rows;
}
