import { Kysely, type CompiledQuery } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WriteTransaction } from '../../../../src/store/database.ts';
import { SharedWordsDialect } from '../../../../src/store/postgres/postgres-dialect.ts';
import type { Schema } from '../../../../src/store/schema/schema.ts';
import { jobPage } from '../../../../src/store/views/job-list.ts';
import { fillStore } from '../../../support/postgres/fill-store.ts';
import {
  borrowDatabase,
  returnDatabase,
  type TestDatabase,
} from '../../../support/postgres/test-database.ts';
import { QUERIES } from '../../../support/store/planned-queries.ts';
import { LIST } from '../../../support/store/view-queries.ts';

/** A step of a plan, as `EXPLAIN (FORMAT JSON)` writes it. */
interface Step {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Plan Rows': number;
  Plans?: readonly Step[];
}

/** The tables that grow with the years. */
const LARGE = new Set(
  'job transition observation incident member thread incident_event notification decision outbox attempt poll object_count'.split(
    ' ',
  ),
);

/** All entries are counted: that takes as long as there are many. */
const COUNTS = new Set(['statusView', 'notificationCounts']);

/** By their partial indexes: few entries wait, few incidents are open. */
const FEW = new Set([
  'outbox_waiting',
  'outbox_dead',
  'incident_open',
  'incident_due',
  'outbox_due',
  'fallback_open',
]);

let database: TestDatabase;
const asked: CompiledQuery[] = [];
let db: Kysely<Schema>;

beforeAll(async () => {
  database = await borrowDatabase();
  db = new Kysely<Schema>({
    dialect: new SharedWordsDialect({ pool: database.pool }),
    log: ({ query }) => {
      if (/^\s*(select|update|delete|insert|with)/i.test(query.sql)) asked.push(query);
    },
  });
  await db.transaction().execute(fillStore);
});

afterAll(async () => {
  await returnDatabase(database);
});

it.each(QUERIES.filter(([name]) => !COUNTS.has(name)))(
  '%s goes by an index of PostgreSQL, whatever the history',
  async (_name, query) => {
    expect((await stepsOf(query)).filter(readsAll).map(describeStep)).toEqual([]);
  },
);

it('a page of jobs comes in the order of its index, not from a heap of all of them', async () => {
  for (const filter of [{ target: 'media' }, {}, { target: 'media', name: 'n1' }]) {
    const sorted = (await stepsOf((trx) => jobPage(trx, { ...LIST, filter }))).filter(
      (step) => step['Node Type'] === 'Sort' && step['Plan Rows'] > 1_000,
    );
    expect(sorted.map(describeStep)).toEqual([]);
  }
});

it('a page of failed jobs is planned by their number', async () => {
  const filter = { target: 'media', states: ['Failed'] };
  const plans = await plansOf((trx) => jobPage(trx, { ...LIST, filter }));
  const jobs = plans
    .flatMap(allSteps)
    .filter((step) => step['Relation Name'] === 'job' && step['Index Name'] !== 'job_pkey');
  // There are 300 of them, and PostgreSQL does not know that all are of one target.
  expect(jobs.map((step) => step['Plan Rows'])).toEqual(jobs.map(() => 150));
  expect(jobs).not.toEqual([]);
});

/** Says whether a step reads a large table, and is not led to its rows. */
function readsAll(step: Step): boolean {
  if (!LARGE.has(step['Relation Name'] ?? '')) return false;
  if (step['Node Type'] === 'Seq Scan') return true;
  const isByIndex = step['Node Type'].startsWith('Index');
  return (
    isByIndex &&
    step['Index Cond'] === undefined &&
    step['Plan Rows'] > 1_000 &&
    !FEW.has(step['Index Name'] ?? '')
  );
}

function describeStep(step: Step): string {
  return `${step['Node Type']} of ${step['Relation Name']} by ${step['Index Name']}`;
}

/** The steps of the plans of the statements that `query` runs, but for those that are cut short. */
async function stepsOf(query: (trx: WriteTransaction) => Promise<unknown>): Promise<Step[]> {
  return (await plansOf(query)).flatMap((plan) => withChildren(plan));
}

function allSteps(step: Step): Step[] {
  return [step, ...(step.Plans ?? []).flatMap(allSteps)];
}

/** The plans of the statements that `query` runs. What it changes is rolled back. */
async function plansOf(query: (trx: WriteTransaction) => Promise<unknown>): Promise<Step[]> {
  asked.length = 0;
  const undone = new Error('undone');
  const plans: Step[] = [];
  await db
    .transaction()
    .execute(async (trx) => {
      await query(trx);
      const client = await database.pool.connect();
      for (const { sql, parameters } of asked) {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `EXPLAIN (FORMAT JSON) ${sql}`,
          parameters,
        );
        for (const row of rows)
          plans.push(...(JSON.parse(row['QUERY PLAN']) as { Plan: Step }[]).map(({ Plan }) => Plan));
      }
      client.release();
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return plans;
}

/** A step that gives the first rows in the order of an index reads no more than these. */
function withChildren(step: Step, isCutShort = false): Step[] {
  const isCut = isCutShort || step['Node Type'] === 'Limit';
  const itself = isCut && step['Node Type'].startsWith('Index') ? [] : [step];
  return [...itself, ...(step.Plans ?? []).flatMap((child) => withChildren(child, isCut))];
}
