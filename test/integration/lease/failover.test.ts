import { expect, test } from 'vitest';
import type { Fence } from '../../../src/lease/fence.ts';
import { LeaseLost } from '../../../src/lease/lease-lost.ts';
import { migrateDatabase, ReplicaFixture } from '../../support/lease/replica-fixture.ts';
import { PostgresServer } from '../../support/postgres/postgres-server.ts';
import { startStandby } from '../../support/postgres/start-standby.ts';

const HOLDERS = ['one', 'two'] as const;

/** A database that a holder wrote to, and the standby that took its place. It may lack the last commits. */
async function failOver(take: (before: ReplicaFixture) => Promise<void>): Promise<PostgresServer> {
  await using primary = await PostgresServer.start({ synchronous_commit: 'on' });
  const database = await primary.createDatabase();
  await migrateDatabase(primary.url(database));
  await using before = await ReplicaFixture.start(primary.url(database), HOLDERS);
  await take(before);
  const standby = await startStandby(primary, { port: primary.port, settings: {} });
  await primary.stop('crash');
  await standby.run('SELECT pg_promote(true, 60)');
  return standby;
}

test('a lease taken before a failover is refused after it, and its holder takes it anew at once', async () => {
  let epoch = 0;
  await using standby = await failOver(async (before) => {
    epoch = (await before.get('one').leases.take(['engine'])).get('engine') ?? 0;
  });
  await using after = ReplicaFixture.on(standby.url('test_1'), HOLDERS);
  const { engine, leases } = after.get('one');
  const fence: Fence = { name: 'engine', holder: 'one', epoch };
  await expect(engine.transact(() => Promise.resolve(), fence)).rejects.toBeInstanceOf(LeaseLost);
  const end = await after.run('SELECT expires_at FROM lease');
  expect(await leases.renew(['engine'])).toEqual({ renewed: [], busy: [] });
  expect(await after.run('SELECT expires_at FROM lease')).toEqual(end);
  // Nobody else takes it before its time. Its holder begins a new term at once.
  expect(await after.get('two').leases.findFree(['engine'])).toEqual([]);
  expect(await leases.findFree(['engine'])).toEqual(['engine']);
  expect(await leases.take(['engine'])).toEqual(new Map([['engine', epoch + 1]]));
  await engine.transact(() => Promise.resolve(), { ...fence, epoch: epoch + 1 });
  expect(await leases.renew(['engine'])).toEqual({ renewed: ['engine'], busy: [] });
});
