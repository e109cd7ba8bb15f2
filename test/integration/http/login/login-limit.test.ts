import * as fc from 'fast-check';
import { sql } from 'kysely';
import pino from 'pino';
import { expect, it } from 'vitest';
import type { User } from '../../../../src/http/auth/access-rules.ts';
import { openLoginLimit } from '../../../../src/http/login/login-limit.ts';
import { PasswordCheck } from '../../../../src/http/auth/password-check.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { HOUR, MINUTE, SECOND, type Clock } from '../../../../src/platform/time.ts';
import { countLoginFailures, readLoginFailures } from '../../../../src/store/settings/login-failures.ts';
import type { Store } from '../../../../src/store/store.ts';
import { HASH, PASSWORD } from '../../../support/http/access-fixture.ts';
import { PostgresStore } from '../../../support/postgres/postgres-store.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';

const USERS: ReadonlyMap<string, User> = new Map([
  ['ada', { passwordHash: new Secret(HASH), scopes: new Set(['read'] as const) }],
]);

type Try = (user: string, password?: string, address?: string) => Promise<string>;

/** A process that checks passwords. */
async function processOver(store: Store, clock: Clock): Promise<Try> {
  const failures = await openLoginLimit(store, clock);
  const check = new PasswordCheck({ clock, log: pino({ level: 'silent' }), failures });
  return async (user, password = PASSWORD, address = '127.0.0.1') =>
    (await check.check({ user, password, address }, USERS)).outcome;
}

it('failed logins count over all replicas, by name and by address', async () => {
  await using postgres = await PostgresStore.start();
  const { store, clock } = postgres;
  const [a, b] = [await processOver(store, clock), await processOver(postgres.beside(), clock)];
  for (const process of [a, b, a, b, a]) expect(await process('ada', 'x')).toBe('wrong');
  for (const process of [a, b]) {
    expect(await process('ada', PASSWORD, '192.0.2.1')).toBe('limited');
    expect(await process('bo', 'x')).toBe('limited');
    expect(await process('bo', 'x', '192.0.2.1')).toBe('wrong');
  }
});

it('failed logins count over a restart', async () => {
  await using temporary = new TemporaryStore();
  const before = await processOver(temporary.store, temporary.clock);
  for (let tries = 0; tries < 5; tries += 1) await before('ada', 'x');
  const after = await processOver(temporary.store, temporary.clock);
  expect(await after('ada')).toBe('limited');
  await temporary.clock.advance(SECOND);
  expect(await after('ada')).toBe('right');
});

it('many tries at once on another replica are as many as are left', async () => {
  await using postgres = await PostgresStore.start();
  const { store, clock } = postgres;
  const [a, b] = [await processOver(store, clock), await processOver(postgres.beside(), clock)];
  for (let tries = 0; tries < 4; tries += 1) await a('ada', 'x');
  const outcomes = await Promise.all(Array.from({ length: 30 }, (_, index) => b('ada', `x${index}`)));
  expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(1);
});

it('a right password ends the wait of that name on all replicas, and not that of the address', async () => {
  await using postgres = await PostgresStore.start();
  const { store, clock } = postgres;
  const [a, b] = [await processOver(store, clock), await processOver(postgres.beside(), clock)];
  for (let tries = 0; tries < 4; tries += 1) await a('ada', 'x', `192.0.2.${tries}`);
  expect(await b('ada')).toBe('right');
  for (let tries = 0; tries < 4; tries += 1) expect(await a('ada', 'y', '192.0.2.0')).toBe('wrong');
  expect(await b('bo', 'y', '192.0.2.0')).toBe('limited');
});

it('a right password writes nothing, remembered or not', async () => {
  await using temporary = new TemporaryStore();
  const { store, clock } = temporary;
  const process = await processOver(store, clock);
  const changes = () => store.read((db) => sql<{ rows: number }>`SELECT total_changes() AS rows`.execute(db));
  const before = await changes();
  expect([await process('ada'), await process('ada')]).toEqual(['right', 'right']);
  await clock.advance(HOUR);
  expect(await process('ada')).toBe('right');
  expect((await changes()).rows).toEqual(before.rows);
});

it('the store holds neither names nor addresses: people type passwords into the field of the name', async () => {
  await using temporary = new TemporaryStore();
  const process = await processOver(temporary.store, temporary.clock);
  await process(PASSWORD, 'x');
  const rows = await temporary.store.read((db) => db.selectFrom('login_failure').selectAll().execute());
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${PASSWORD}|127|0001`));
});

it.each(['SQLite', 'PostgreSQL'])(
  'whoever guesses cannot fill the table, and what is over goes: %s',
  async (engine) => {
    await using place = engine === 'SQLite' ? new TemporaryStore() : await PostgresStore.start();
    const { store, clock } = place;
    const fail = (keys: readonly string[]) =>
      store.write((trx) => countLoginFailures(trx, keys, clock.now()));
    const count = async () =>
      (await store.read((db) => db.selectFrom('login_failure').select('key').execute())).length;
    await fail(['first']);
    const [{ last_at: at } = { last_at: 0 }] = await store.read((db) =>
      db.selectFrom('login_failure').select('last_at').execute(),
    );
    const guesses = Array.from({ length: 9_999 }, (_, index) => ({
      key: `${index}`,
      failures: 1,
      last_at: at - SECOND,
    }));
    await store.write((trx) => trx.insertInto('login_failure').values(guesses).execute());
    await fail(['victim']);
    for (let more = 0; more < 3; more += 1) await fail([`more ${more}`, `and ${more}`]);
    expect(await count()).toBeLessThanOrEqual(10_000);
    const known = await store.read((db) => readLoginFailures(db, ['victim', 'more 0'], clock.now()));
    expect(known.size).toBe(2);
    await store.write((trx) =>
      trx
        .updateTable('login_failure')
        .set(({ eb }) => ({ last_at: eb('last_at', '-', 15 * MINUTE) }))
        .execute(),
    );
    await fail(['last']);
    expect(await count()).toBe(1);
  },
);

it('memory counts while the store takes no writes', async () => {
  await using temporary = new TemporaryStore();
  const { store, clock } = temporary;
  const process = await processOver(store, clock);
  await store.write((trx) =>
    sql`CREATE TRIGGER refuse BEFORE INSERT ON login_failure BEGIN SELECT RAISE(ABORT, 'no'); END`.execute(
      trx,
    ),
  );
  for (let tries = 0; tries < 5; tries += 1) expect(await process('ada', 'x')).toBe('wrong');
  expect(await process('ada')).toBe('limited');
});

it('a clock that was set back by an hour locks nobody out', async () => {
  await using temporary = new TemporaryStore();
  const { store, clock } = temporary;
  const ahead = clock.now() + HOUR;
  const limit = await openLoginLimit(store, clock);
  const keys = limit.keysOf({ address: '127.0.0.0', user: 'ada' });
  for (let tries = 0; tries < 9; tries += 1)
    await store.write((trx) => countLoginFailures(trx, [keys.user, keys.address], ahead));
  expect(await limit.whenFree(keys, () => 'begun')).toEqual({ begun: 'begun' });
});

it('any tries have the same waits in one process, in several, and over restarts', async () => {
  const step = fc.record({
    process: fc.nat(2),
    user: fc.constantFrom('ada', 'bo'),
    address: fc.constantFrom('a', 'b'),
    isRight: fc.boolean(),
    restarts: fc.boolean(),
    pause: fc.constantFrom(0, 1, SECOND - 1, SECOND, 2 * SECOND, MINUTE, 15 * MINUTE),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await using one = new TemporaryStore();
      await using several = new TemporaryStore();
      const alone = await openLoginLimit(one.store, one.clock);
      const open = () => openLoginLimit(several.store, several.clock);
      const processes = [await open(), await open(), await open()];
      const attempt = async (limit: typeof alone, { user, address, isRight }: (typeof steps)[number]) => {
        const keys = limit.keysOf({ user, address });
        const asked = await limit.whenFree(keys, () => limit.begin(keys));
        if ('wait' in asked) return asked.wait;
        await (isRight ? limit.takeBack(keys) : limit.keepFailure(keys));
        return 0;
      };
      for (const each of steps) {
        await one.clock.advance(each.pause);
        await several.clock.advance(each.pause);
        if (each.restarts) processes[each.process] = await open();
        const by = processes[each.process] ?? alone;
        expect(await attempt(by, each)).toBe(await attempt(alone, each));
      }
    }),
    { numRuns: 30 },
  );
});
