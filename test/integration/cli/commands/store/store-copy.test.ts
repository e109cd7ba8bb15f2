import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../../src/store/open/open-store.ts';
import { sharedServer } from '../../../../support/postgres/shared-server.ts';
import { runInTerminal } from '../../../../support/process/test-terminal.ts';
import { StoreFixture } from '../../../../support/store/store-fixture.ts';

/** A store of SQLite with one target, which nobody uses, and a configuration in a language. */
async function closedStore(language = 'en') {
  const fixture = new StoreFixture({ language });
  const from = `sqlite:${fixture.file('first.db')}`;
  const store = await openStore({ url: from }, fixture.clock);
  await store.write(async (trx) => {
    const target = { name: 'media', bucket: 'b', region: 'r', scope: 's' };
    await trx.insertInto('target').values(target).execute();
  });
  await store.close();
  const to = `sqlite:${fixture.file('copy.db')}`;
  const copy = (...args: string[]) => fixture.run('store', 'copy', ...args);
  return { fixture, from, to, copy, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() };
}

async function newDatabase(): Promise<string> {
  const server = await sharedServer();
  return server.url(await server.createDatabase());
}

describe('batchwatch store copy', () => {
  it.each([
    ['en', /^TABLE +ROWS +SHA-256$/m, 'every table there has the same rows'],
    ['zh-CN', /^表 +行数 +校验和$/m, '各表的行完全一致'],
  ])('lists each table and says how to go on, in %s', async (language, head, done) => {
    await using store = await closedStore(language);
    const { code, out } = await store.copy('--from', store.from, '--to', store.to);
    expect(code).toBe(0);
    expect(out).toMatch(head);
    expect(out).toMatch(/^target +1 +[0-9a-f]{16}$/m);
    expect(out).toContain(done);
  });

  it('takes a store to PostgreSQL and back, with the same checksums in JSON', async () => {
    await using store = await closedStore();
    const database = await newDatabase();
    const there = await store.copy('--from', store.from, '--to', database, '--json');
    const back = await store.copy('--from', database, '--to', store.to, '--json');
    expect([there.code, back.code]).toEqual([0, 0]);
    const [first, second] = [there, back].map(({ out }) => JSON.parse(out));
    expect(second.tables).toEqual(first.tables);
    expect(first.tables).toContainEqual({
      table: 'target',
      rows: 1,
      checksum: expect.stringMatching(/^\w{64}$/),
    });
    expect(second).toMatchObject({ from: first.to, to: store.fixture.file('copy.db') });
  });

  it('needs no configuration where there is no PostgreSQL', async () => {
    await using store = await closedStore();
    const nowhere = store.fixture.file('none.yaml');
    const args = ['store', 'copy', '--from', store.from, '--to', store.to, '--config', nowhere];
    expect((await runInTerminal(args, store.fixture)).code).toBe(0);
    const asked = args.with(5, await newDatabase());
    const missing = await runInTerminal(asked, store.fixture);
    expect(missing.code).toBe(78);
  });
});

describe('batchwatch store copy refuses', () => {
  it('a store whose daemon runs, with exit code 69', async () => {
    await using store = await closedStore();
    const running = await openStore({ url: store.from }, store.fixture.clock);
    const { code, err } = await store.copy('--from', store.from, '--to', store.to);
    await running.close();
    expect([code, err]).toEqual([69, expect.stringContaining('is in use by another Batchwatch')]);
    expect(existsSync(store.fixture.file('copy.db'))).toBe(false);
  });

  it('a database whose replica was seen just now, with exit code 69', async () => {
    await using store = await closedStore();
    const server = await sharedServer();
    const name = await server.createDatabase();
    await store.copy('--from', store.from, '--to', server.url(name));
    await server.run(`INSERT INTO replica VALUES ('a-1', 'a', '1', now(), clock_timestamp())`, name);
    const { code, err } = await store.copy('--from', server.url(name), '--to', store.to);
    expect([code, err]).toEqual([69, expect.stringContaining('Stop all replicas first')]);
  });

  it('a target that is not empty, with exit code 69, and says what to do', async () => {
    await using store = await closedStore();
    await store.copy('--from', store.from, '--to', store.to);
    const { code, err } = await store.copy('--from', store.from, '--to', store.to);
    expect([code, err]).toEqual([69, expect.stringContaining('is not empty: table target has rows')]);
    expect(err).toContain('Copy into a file that does not exist yet, or into a new database.');
  });

  it('a source that is not there, and makes neither store', async () => {
    await using store = await closedStore();
    const nowhere = store.fixture.file('none.db');
    const { code, err } = await store.copy('--from', `sqlite:${nowhere}`, '--to', store.to);
    expect([code, err]).toEqual([69, expect.stringContaining('there is no store at')]);
    expect([nowhere, store.fixture.file('copy.db')].filter(existsSync)).toEqual([]);
  });

  it.each([
    [
      'a password in a URL',
      ['--from', 'sqlite:a.db', '--to', 'postgres://u:SECRET@127.0.0.1/d'],
      /--to has a password/,
    ],
    [
      'no TLS to another machine',
      ['--from', 'postgres://u@db/d?sslmode=disable', '--to', 'sqlite:a.db'],
      /--from has/,
    ],
    ['what is no store', ['--from', 'batchwatch.db', '--to', 'sqlite:a.db'], /--from is not the URL/],
    ['one store for both', ['--from', 'sqlite:a.db', '--to', 'sqlite:a.db'], /name the same store/],
    ['a missing --to', ['--from', 'sqlite:a.db'], /--to/],
    [
      '--url',
      ['--from', 'sqlite:a.db', '--to', 'sqlite:b.db', '--url', 'http://localhost'],
      /on this machine alone/,
    ],
  ])('%s as wrong usage', async (_name, args, problem) => {
    await using fixture = new StoreFixture();
    const { code, err } = await fixture.run('store', 'copy', ...args);
    expect(code).toBe(64);
    expect(err).toMatch(problem);
    expect(err).not.toContain('SECRET');
  });
});
