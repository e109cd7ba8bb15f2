import { constants, DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { expect, it } from 'vitest';
import { jobCounts } from '../../../src/store/jobs/counts.ts';
import { NodeSqliteDialect } from '../../../src/store/sqlite/node-sqlite-dialect.ts';
import type { Schema } from '../../../src/store/schema/schema.ts';
import type { WriteTransaction } from '../../../src/store/database.ts';
import { newTransitions } from '../../../src/store/jobs/new-transitions.ts';
import { LIST } from '../../support/store/view-queries.ts';
import { jobPage } from '../../../src/store/views/job-list.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { QUERIES } from '../../support/store/planned-queries.ts';

/** What stays small however long the history: tables, results of subqueries, the few addresses that refuse, what is open. */
const SMALL =
  /^SCAN (target|job_count|wanted|dead|blocked|moved|walked|standing|counted|paused|latest|newest|found|named|part|joined|ruled|about|looked|gone|rules|CONSTANT ROW|incident USING INDEX incident_open|fallback USING INDEX fallback_open|outbox USING( COVERING)? INDEX outbox_(waiting|sent|dead))\b|^SCAN \(subquery|VIRTUAL TABLE/;

it.each(QUERIES)('%s goes by its index, whatever the history', async (_name, query, indexes) => {
  const plan = await planOf(query);
  for (const index of indexes) expect(plan.join('\n')).toContain(`INDEX ${index}`);
  expect(plan.filter((line) => line.startsWith('SCAN') && !SMALL.test(line))).toEqual([]);
});

it.each(QUERIES)('%s is planned once, however often it runs', async (_name, query) => {
  await using watched = await WatchedStore.open();
  await watched.run(query);
  watched.planned.length = 0;
  await watched.run(query);
  expect(watched.planned).toEqual([]);
});

it('a statement that runs often is planned once, while a thousand others run', async () => {
  await using watched = await WatchedStore.open();
  for (let n = 0; n < 1_000; n += 1) {
    await watched.run(async (trx) => {
      await trx.selectFrom('setting').select('value').execute();
      await trx.selectFrom('setting').select(sql.lit(n).as('other')).execute();
    });
  }
  expect(watched.planned.filter((text) => text.includes('value'))).toHaveLength(1);
});

it('newTransitions begins with what is new, not with all jobs of the target', async () => {
  const plan = (await planOf((trx) => newTransitions(trx, 'media'))).join('\n');
  expect(plan).not.toContain('sqlite_autoindex_job_1');
  expect(plan).toContain('SEARCH transition USING INTEGER PRIMARY KEY (rowid>?)');
});

it('a page of jobs comes in the order of its index, not from a heap of all of them', async () => {
  for (const filter of [
    { target: 'media' },
    { target: 'media', states: ['Failed'] },
    { target: 'media', name: 'a' },
  ]) {
    const plan = await planOf((trx) => jobPage(trx, { ...LIST, filter }));
    expect(plan.join('\n')).not.toContain('TEMP B-TREE');
  }
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
    log: ({ query: { sql: text } }) => {
      if (/^\s*(select|update|delete|insert)/i.test(text)) asked.push(text);
    },
  });
  await db.transaction().execute(query);
  // Without values, so that the plan holds whatever is bound: SQLite does take a partial index for a bound
  // value that fits it, but only by planning the statement again each time it runs.
  const plan = asked.flatMap((text) => database.prepare(`EXPLAIN QUERY PLAN ${text}`).all());
  await db.destroy();
  return plan.map((row) => String(row['detail']));
}

/** A store that notes which statements SQLite plans. */
class WatchedStore implements AsyncDisposable {
  readonly planned: string[] = [];
  readonly #temporary: TemporaryStore;
  readonly #db: Kysely<Schema>;

  static async open(): Promise<WatchedStore> {
    const temporary = new TemporaryStore();
    await temporary.store.close();
    return new WatchedStore(temporary);
  }

  private constructor(temporary: TemporaryStore) {
    this.#temporary = temporary;
    const database = new DatabaseSync(temporary.path);
    let isPlanned = false;
    // SQLite asks for permission whenever it plans a statement.
    database.setAuthorizer(() => {
      isPlanned = true;
      return constants.SQLITE_OK;
    });
    this.#db = new Kysely<Schema>({
      dialect: new NodeSqliteDialect(database),
      log: ({ query }) => {
        if (isPlanned && !query.sql.startsWith('begin')) this.planned.push(query.sql);
        isPlanned = false;
      },
    });
  }

  /** Runs the statements, and takes back what they wrote: the next time finds the same. */
  async run(query: (trx: WriteTransaction) => Promise<unknown>): Promise<void> {
    const transaction = await this.#db.startTransaction().execute();
    await query(transaction);
    await transaction.rollback().execute();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#db.destroy();
    await this.#temporary[Symbol.asyncDispose]();
  }
}
