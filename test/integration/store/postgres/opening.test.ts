import { describe, expect, it } from 'vitest';
import { systemClock as clock } from '../../../../src/platform/time.ts';
import { openStore, visitStore } from '../../../../src/store/open/open-store.ts';
import { StoreFault } from '../../../../src/store/store-fault.ts';
import { registerTarget, targetIdentities } from '../../../../src/store/jobs/targets.ts';
import { sharedServer } from '../../../support/postgres/shared-server.ts';

const TARGET = { name: 'media', bucket: 'b', region: 'r', scope: 's' };

/** The code of the fault with which something fails. */
async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure !== undefined && !(failure instanceof StoreFault)) throw failure;
  return failure?.code;
}

/** The address of a database as `sql` leaves it. */
async function databaseWith(sql = ''): Promise<string> {
  const server = await sharedServer();
  const name = await server.createDatabase();
  if (sql !== '') await server.run(sql, name);
  return server.url(name);
}

describe('opening a store in PostgreSQL', () => {
  it('makes its tables in an empty database, and finds them again', async () => {
    const url = await databaseWith();
    const first = await openStore({ url }, clock);
    await first.write((trx) => registerTarget(trx, TARGET));
    await first.close();
    const second = await openStore({ url }, clock);
    expect([first.isNew, second.isNew]).toEqual([true, false]);
    expect(await second.read((db) => targetIdentities(db))).toEqual([TARGET]);
    await second.close();
  });

  it('lets replicas that start at one time make them once', async () => {
    const url = await databaseWith();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ url }, clock)));
    expect(stores.filter(({ isNew }) => isNew)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('refuses a database of another program, and changes nothing of it', async () => {
    const url = await databaseWith('CREATE TABLE job (id int)');
    expect(await codeOf(openStore({ url }, clock))).toBe('store-foreign');
    const [found] = await (
      await sharedServer()
    ).run(
      "SELECT count(*)::int AS tables FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
      new URL(url).pathname.slice(1),
    );
    expect(found).toEqual({ tables: 1 });
  });

  it('refuses what is not there: a database, a server, a store for who only looks', async () => {
    const url = await databaseWith();
    expect(await codeOf(visitStore({ url }, clock))).toBe('store-missing');
    expect(await codeOf(openStore({ url: url.replace(/test_\d+/, 'nowhere') }, clock))).toBe('store-missing');
    expect(await codeOf(openStore({ url: url.replace(/:\d+\//, ':1/') }, clock))).toBe('store-unreachable');
  });
});

describe('a replica that is older than the schema', () => {
  it('goes on to read, and writes nothing any more', async () => {
    const url = await databaseWith();
    const store = await openStore({ url }, clock);
    await store.write((trx) => registerTarget(trx, TARGET));
    const raised = 'UPDATE batchwatch_schema SET version = 1000, min_version = 1000';
    await (await sharedServer()).run(raised, new URL(url).pathname.slice(1));
    expect(await codeOf(store.write((trx) => registerTarget(trx, { ...TARGET, name: 'late' })))).toBe(
      'store-newer',
    );
    expect(await store.read((db) => targetIdentities(db))).toEqual([TARGET]);
    expect(await store.isWritable(0)).toBe(false);
    await store.close();
    expect(await codeOf(openStore({ url }, clock))).toBe('store-newer');
    expect(await codeOf(visitStore({ url }, clock))).toBe('store-newer');
  });

  it('writes as before when the newer program says that it may', async () => {
    const url = await databaseWith();
    const store = await openStore({ url }, clock);
    await (
      await sharedServer()
    ).run('UPDATE batchwatch_schema SET version = 1000', new URL(url).pathname.slice(1));
    await store.write((trx) => registerTarget(trx, TARGET));
    await store.close();
    await (await openStore({ url }, clock)).close();
  });
});
