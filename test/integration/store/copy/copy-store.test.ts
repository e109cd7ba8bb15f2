import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyStore, type CopiedTable } from '../../../../src/store/copy/copy-store.ts';
import { TABLES } from '../../../../src/store/copy/tables.ts';
import { openStore } from '../../../../src/store/open/open-store.ts';
import type { Store } from '../../../../src/store/store.ts';
import { sharedServer } from '../../../support/postgres/shared-server.ts';
import { startFilled } from '../../../support/store/start-filled.ts';
import { TemporaryDirectory } from '../../../support/temporary-directory.ts';
import { TestClock } from '../../../support/test-clock.ts';

type Engine = 'sqlite' | 'postgres';

const ENGINES: readonly Engine[] = ['sqlite', 'postgres'];

/** New stores of a test. */
class Stores implements AsyncDisposable {
  readonly #directory = new TemporaryDirectory();
  readonly #opened: Store[] = [];

  async open(engine: Engine): Promise<Store> {
    const store = await openStore({ url: await this.#url(engine) }, new TestClock());
    this.#opened.push(store);
    return store;
  }

  async #url(engine: Engine): Promise<string> {
    if (engine === 'sqlite') return `sqlite:${this.#directory.file(`${this.#opened.length}.db`)}`;
    const server = await sharedServer();
    return server.url(await server.createDatabase());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const store of this.#opened) await store.close();
    this.#directory[Symbol.dispose]();
  }
}

async function run(store: Store, statement: string): Promise<Record<string, unknown>[]> {
  return await store.write(
    async (trx) => (await sql.raw<Record<string, unknown>>(statement).execute(trx)).rows,
  );
}

async function rowsIn(store: Store): Promise<number> {
  const counts = TABLES.map(({ name }) => `(SELECT count(*) FROM ${name})`).join(' + ');
  const [row] = await run(store, `SELECT ${counts} AS all_rows`);
  return Number(row?.['all_rows']);
}

function sumsOf(tables: readonly CopiedTable[]) {
  return tables.map(({ name, rows, checksum }) => [name, rows, checksum]);
}

let fixture: Awaited<ReturnType<typeof startFilled>>;
let filled: Store;

beforeAll(async () => {
  fixture = await startFilled();
  filled = fixture.incidents.poll.store;
});

afterAll(() => fixture[Symbol.asyncDispose]());

describe('a copy of a store with rows in every table', () => {
  it('is equal, from each engine to the same and to the other', async () => {
    await using stores = new Stores();
    let from = filled;
    let before: unknown;
    for (const engine of ['sqlite', 'sqlite', 'postgres', 'postgres', 'sqlite'] as const) {
      const to = await stores.open(engine);
      const copied = await copyStore(from, to);
      expect(copied.filter(({ rows }) => rows === 0)).toEqual([]);
      expect(sumsOf(copied)).toEqual(before ?? sumsOf(copied));
      before = sumsOf(copied);
      from = to;
    }
  });

  it.each(ENGINES)('goes on in %s: jobs are counted, and no id is given again', async (to) => {
    await using stores = new Stores();
    const target = await stores.open(to);
    await copyStore(filled, target);
    const event = `INSERT INTO incident_event (incident, at, kind, reason) SELECT min(id), 3, 'opened', 'x' FROM incident`;
    const decision = `INSERT INTO decision (transition, target, outcome, reason, decided_at)
      SELECT min(id), 'media', 'suppress', 'x', 1 FROM transition`;
    for (const statement of [event, decision]) {
      const expected = await run(filled, `${statement} RETURNING id`);
      expect(await run(target, `${statement} RETURNING id`)).toEqual(expected);
    }
    const counted = `SELECT sum(jobs) AS jobs FROM job_count`;
    const [before] = await run(target, counted);
    await run(target, 'DELETE FROM job WHERE id = (SELECT min(id) FROM job WHERE followed = 1)');
    expect(await run(target, counted)).toEqual([{ jobs: Number(before?.['jobs']) - 1 }]);
  });
});

/** Gives an id of each table, as a new row would, and returns the ids by table. */
async function nextIds(store: Store): Promise<Record<string, unknown>[]> {
  return await run(
    store,
    `SELECT sequencename AS name, nextval(sequencename::text) AS id FROM pg_sequences
     WHERE schemaname = 'public' ORDER BY 1`,
  );
}

it('a copy between databases gives no id again of rows that are gone', async () => {
  await using stores = new Stores();
  const [source, target] = [await stores.open('postgres'), await stores.open('postgres')];
  await copyStore(filled, source);
  await run(source, 'DELETE FROM silence WHERE id = (SELECT max(id) FROM silence)');
  // Rows that came and went.
  for (let rows = 0; rows < 3; rows += 1) await nextIds(source);
  await copyStore(source, target);
  const next = await nextIds(source);
  expect(next.length).toBe(TABLES.filter(({ key }) => key[0] === 'id').length);
  expect(await nextIds(target)).toEqual(next);
});

it.each(ENGINES)('no table of %s is left out of a copy', async (engine) => {
  await using stores = new Stores();
  const tables = await run(
    await stores.open(engine),
    engine === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
         AND relname NOT IN ('batchwatch_schema', 'lease', 'replica')`,
  );
  expect(new Set(tables.map(({ name }) => name))).toEqual(new Set(TABLES.map(({ name }) => name)));
});

describe('a copy that fails', () => {
  it.each(ENGINES)('leaves %s empty when it is torn at the last table, and can be made again', async (to) => {
    await using stores = new Stores();
    const target = await stores.open(to);
    await run(target, 'CREATE UNIQUE INDEX torn ON hourly_run (bucket)');
    await expect(copyStore(filled, target)).rejects.toMatchObject({ code: 'store-failed' });
    expect(await rowsIn(target)).toBe(0);
    await run(target, 'DROP INDEX torn');
    expect(await copyStore(filled, target)).toHaveLength(TABLES.length);
  });

  it.each([
    ['changes a row', `DO ALSO UPDATE silence SET author = 'other' WHERE id = 1`, 'a row is not'],
    ['loses rows', `DO INSTEAD NOTHING`, '0 rows are there, 3 were read'],
  ])('keeps nothing when the target %s', async (_name, rule, problem) => {
    await using stores = new Stores();
    const target = await stores.open('postgres');
    await run(target, `CREATE RULE tampering AS ON INSERT TO silence ${rule}`);
    const copying = copyStore(filled, target);
    await expect(copying).rejects.toMatchObject({ code: 'store-copy-differs' });
    await expect(copying).rejects.toThrow(`in table silence: ${problem}`);
    expect(await rowsIn(target)).toBe(0);
  });

  it.each(ENGINES)('changes nothing in a target of %s that is not empty', async (to) => {
    await using stores = new Stores();
    const target = await stores.open(to);
    await run(target, `INSERT INTO setting VALUES ('last', '1')`);
    await expect(copyStore(filled, target)).rejects.toMatchObject({ code: 'store-not-empty' });
    expect(await rowsIn(target)).toBe(1);
  });
});

describe('a database that replicas use', () => {
  const now = 'clock_timestamp()';
  const seen = (at: string) => `INSERT INTO replica VALUES ('a-1', 'a', '1', ${now}, ${at})`;
  const lease = (until: string) => `INSERT INTO lease VALUES ('engine', 'a-1', 1, ${now}, ${until})`;

  it.each([
    ['a replica was seen just now', seen(now)],
    ['a lease lives', lease(`${now} + interval '9 seconds'`)],
  ])('is refused when %s', async (_name, statement) => {
    await using stores = new Stores();
    const [used, other] = [await stores.open('postgres'), await stores.open('sqlite')];
    await run(used, statement);
    const inUse = { code: 'store-in-use', message: expect.stringContaining('by the replica a-1') };
    await expect(copyStore(used, other)).rejects.toMatchObject(inUse);
    await expect(copyStore(other, used)).rejects.toMatchObject(inUse);
  });

  it.each([
    ['its replica was seen long ago', seen(`${now} - interval '16 seconds'`)],
    ['its lease ran out', lease(`${now} - interval '1 second'`)],
    ['its lease was given up', lease(`'-infinity'`)],
  ])('is copied when %s', async (_name, statement) => {
    await using stores = new Stores();
    const [left, other] = [await stores.open('postgres'), await stores.open('sqlite')];
    await run(left, statement);
    expect(await copyStore(left, other)).toHaveLength(TABLES.length);
  });
});

it('a text that PostgreSQL cannot keep is copied as it is written there at all times', async () => {
  await using stores = new Stores();
  const [source, target] = [await stores.open('sqlite'), await stores.open('postgres')];
  await source.write((trx) => trx.insertInto('setting').values({ name: 'nul', value: 'a\0b' }).execute());
  await copyStore(source, target);
  expect(await run(target, 'SELECT value FROM setting')).toEqual([{ value: 'a\uFFFDb' }]);
});
