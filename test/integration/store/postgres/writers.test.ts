import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../../../src/store/store-fault.ts';
import type { Store } from '../../../../src/store/store.ts';
import { registerTarget, targetIdentities } from '../../../../src/store/jobs/targets.ts';
import { PostgresStore } from '../../../support/postgres/postgres-store.ts';

const put = (store: Store, name: string) =>
  store.write((trx) => registerTarget(trx, { name, bucket: '', region: '', scope: '' }));

/** Begins a write transaction that stays open until it is let go. */
function holdOpen(store: Store) {
  const begun = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const ended = store.write(async (trx) => {
    await sql`SELECT 1`.execute(trx);
    begun.resolve();
    await letGo.promise;
  });
  return { begun: begun.promise, letGo: letGo.resolve, ended };
}

describe('a writer', () => {
  it.each([
    ['of the same process', (postgres: PostgresStore) => postgres.store],
    ['of another replica', (postgres: PostgresStore) => postgres.beside()],
  ] as const)('waits for one %s that is not done', async (_whose, other) => {
    await using postgres = await PostgresStore.start();
    const order: string[] = [];
    const first = holdOpen(postgres.store);
    await first.begun;
    const second = put(other(postgres), 'second').then(() => order.push('second'));
    const read = await postgres.store.read((db) => targetIdentities(db));
    order.push('first');
    first.letGo();
    await Promise.all([first.ended, second]);
    expect([read, order]).toEqual([[], ['first', 'second']]);
  });

  it('leaves readers their connections, however many wait to write', async () => {
    await using postgres = await PostgresStore.start();
    const first = holdOpen(postgres.store);
    await first.begun;
    const waiting = Array.from({ length: 30 }, (_, place) => put(postgres.store, `t${place}`));
    const reads = Array.from({ length: 30 }, () => postgres.store.read((db) => targetIdentities(db)));
    expect(await Promise.all(reads)).toEqual(reads.map(() => []));
    first.letGo();
    await Promise.all([first.ended, ...waiting]);
    expect(await postgres.store.read((db) => targetIdentities(db))).toHaveLength(30);
  });

  it('that fails keeps nothing, and is in nobody’s way', async () => {
    await using postgres = await PostgresStore.start();
    const failing = postgres.store.write(async (trx) => {
      await registerTarget(trx, { name: 'lost', bucket: '', region: '', scope: '' });
      await sql`SELECT no_such_column`.execute(trx);
    });
    await expect(failing).rejects.toBeInstanceOf(StoreFault);
    await put(postgres.store, 'kept');
    const names = (await postgres.store.read((db) => targetIdentities(db))).map(({ name }) => name);
    expect(names).toEqual(['kept']);
  });
});

/** Writes one row in a transaction that the server ends with `state` the first few times. Returns how often it ran. */
async function writeAgainst(
  store: Store,
  { state, times }: { state: string; times: number },
): Promise<number> {
  let runs = 0;
  await store.write(async (trx) => {
    runs += 1;
    await registerTarget(trx, { name: 'kept', bucket: '', region: '', scope: '' });
    const ending = `DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '${state}'; END $$`;
    if (runs <= times) await sql.raw(ending).execute(trx);
  });
  return runs;
}

describe('a transaction that lost a race', () => {
  it.each(['40001', '40P01'])('is tried again: %s', async (state) => {
    await using postgres = await PostgresStore.start();
    expect(await writeAgainst(postgres.store, { state, times: 2 })).toBe(3);
    expect(await postgres.store.read((db) => targetIdentities(db))).toHaveLength(1);
  });

  it('is given up at the third try, and keeps nothing', async () => {
    await using postgres = await PostgresStore.start();
    const writing = writeAgainst(postgres.store, { state: '40001', times: 3 });
    await expect(writing).rejects.toMatchObject({ code: 'store-busy' });
    expect(await postgres.store.read((db) => targetIdentities(db))).toEqual([]);
  });

  it('is not what another failure is', async () => {
    await using postgres = await PostgresStore.start();
    const writing = writeAgainst(postgres.store, { state: '23514', times: 1 });
    await expect(writing).rejects.toMatchObject({ code: 'store-failed' });
  });
});

const write = (store: Store) =>
  store.write(async (trx) => {
    await sql`INSERT INTO silence (matchers, from_at, until_at, author, comment, created_at)
      VALUES ('[]', 0, 0, '', '', 0)`.execute(trx);
  });

it('rises with each commit: who has read up to an id has read all before it', async () => {
  await using postgres = await PostgresStore.start();
  const replicas = [postgres.store, postgres.beside(), postgres.beside()];
  const seen: number[][] = [];
  const look = async () => {
    const rows = await postgres.store.read((db) =>
      db.selectFrom('silence').select('id').orderBy('id').execute(),
    );
    seen.push(rows.map(({ id }) => id));
  };
  await Promise.all(
    replicas.flatMap((store) => Array.from({ length: 10 }, () => Promise.all([write(store), look()]))),
  );
  for (const ids of seen) expect(ids).toEqual(ids.map((_, place) => place + 1));
});
