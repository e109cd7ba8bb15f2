import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { copyStore } from '../../../../src/store/copy/copy-store.ts';
import { checkStore, openCopyTarget, openStore, visitStore } from '../../../../src/store/open/open-store.ts';
import type { Store } from '../../../../src/store/store.ts';
import { sharedServer } from '../../../support/postgres/shared-server.ts';
import { BatchwatchProcess } from '../../../support/process/batchwatch-process.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';

const MAIN = fileURLToPath(new URL('../../../../src/main.ts', import.meta.url));
const UNFINISHED = { code: 'store-unfinished' };

async function newDatabase(): Promise<string> {
  const server = await sharedServer();
  return server.url(await server.createDatabase());
}

/** A closed store in a database, with a row in its first table and in its last one. */
async function storeInDatabase({ clock }: StoreFixture): Promise<string> {
  const url = await newDatabase();
  const store = await openStore({ url }, clock);
  await store.write(async (trx) => {
    const target = { name: 'media', bucket: 'b', region: 'r', scope: 's' };
    await trx.insertInto('target').values(target).execute();
    await trx.insertInto('hourly_run').values({ hour: 1, target: 'media', bucket: 1, jobs: 1 }).execute();
  });
  await store.close();
  return url;
}

/** Kills `batchwatch store copy` when all but the last table is written. */
async function killInTheMiddle(fixture: StoreFixture, from: string, to: string): Promise<void> {
  const client = new Client({ connectionString: from });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE hourly_run');
  const args = ['store', 'copy', '--from', from, '--to', to, '--config', fixture.file('batchwatch.yaml')];
  await using copy = new BatchwatchProcess(args, { program: [MAIN] });
  const server = await sharedServer();
  const waiting = async () => {
    while ((await server.run('SELECT 1 FROM pg_locks WHERE NOT granted')).length === 0) await setTimeout(20);
  };
  const isOver = copy.ended.then(() => Promise.reject(new Error(copy.stderr)));
  await Promise.race([waiting(), isOver]);
  expect(await copy.kill('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
  await client.end();
}

async function targetsIn(store: Store): Promise<unknown[]> {
  await using _ = { [Symbol.asyncDispose]: () => store.close() };
  return await store.read((db) => db.selectFrom('target').select('name').execute());
}

describe.each(['sqlite', 'postgres'])('a copy into %s that was killed', (engine) => {
  it('can be opened by nobody until another copy is whole', async () => {
    await using fixture = new StoreFixture();
    const from = await storeInDatabase(fixture);
    const to = engine === 'sqlite' ? `sqlite:${fixture.file('copy.db')}` : await newDatabase();
    await killInTheMiddle(fixture, from, to);

    await expect(openStore({ url: to }, fixture.clock)).rejects.toMatchObject(UNFINISHED);
    await expect(visitStore({ url: to }, fixture.clock)).rejects.toMatchObject(UNFINISHED);
    if (engine === 'sqlite')
      expect(() => checkStore({ url: to })).toThrow(expect.objectContaining(UNFINISHED));

    const again = await fixture.run('store', 'copy', '--from', from, '--to', to);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(await targetsIn(await openStore({ url: to }, fixture.clock))).toEqual([{ name: 'media' }]);
    expect(await targetsIn(await visitStore({ url: to }, fixture.clock))).toEqual([{ name: 'media' }]);
  });

  it('is no source of another copy', async () => {
    await using fixture = new StoreFixture();
    const from = await storeInDatabase(fixture);
    const to = engine === 'sqlite' ? `sqlite:${fixture.file('copy.db')}` : await newDatabase();
    await killInTheMiddle(fixture, from, to);
    const next = await fixture.run('store', 'copy', '--from', to, '--to', `sqlite:${fixture.file('3.db')}`);
    expect(next.code).toBe(69);
    expect(next.err).toContain('was stopped before its end');
    expect(next.err).toContain('hint: Copy again with `batchwatch store copy`');
  });
});

it('a command on an unfinished copy ends with exit code 69 and says how to go on', async () => {
  const database = await newDatabase();
  await using fixture = new StoreFixture({ storage: { url: database } });
  await killInTheMiddle(fixture, await storeInDatabase(fixture), database);
  for (const command of ['jobs', 'once', 'run']) {
    const { code, err } = await fixture.run(command);
    expect([command, code]).toEqual([command, 69]);
    expect(err).toContain('Copy again with `batchwatch store copy`');
  }
});

it('a copy that is refused leaves no mark in a store that is in use or has rows', async () => {
  await using fixture = new StoreFixture();
  const from = await openStore({ url: await storeInDatabase(fixture) }, fixture.clock);
  const url = await storeInDatabase(fixture);
  const filled = await openCopyTarget({ url }, fixture.clock);
  await expect(copyStore(from, filled)).rejects.toMatchObject({ code: 'store-not-empty' });
  await filled.close();
  const empty = { url: await newDatabase() };
  const used = await openCopyTarget(empty, fixture.clock);
  const now = sql`clock_timestamp()`;
  await used.write((trx) => sql`INSERT INTO replica VALUES ('a-1', 'a', '1', ${now}, ${now})`.execute(trx));
  await expect(copyStore(from, used)).rejects.toMatchObject({ code: 'store-in-use' });
  await expect(copyStore(used, from)).rejects.toMatchObject({ code: 'store-in-use' });
  for (const store of [used, from]) await store.close();
  expect(await targetsIn(await openStore({ url }, fixture.clock))).toHaveLength(1);
  expect(await targetsIn(await openStore(empty, fixture.clock))).toEqual([]);
});
