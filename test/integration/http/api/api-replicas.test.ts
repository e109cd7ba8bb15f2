import { expect, it } from 'vitest';
import { statusJson } from '../../../../src/http/api/json/status-json.ts';
import { MINUTE } from '../../../../src/platform/time.ts';
import { WebOverReplicas } from '../../../support/http/web-over-replicas.ts';

async function status(replicas: WebOverReplicas) {
  return statusJson.parse((await replicas.web.api('/status')).json);
}

it('shows each replica, its leases with their epochs and since when, and its last sign of life', async () => {
  await using replicas = await WebOverReplicas.start();
  const [a, b] = [replicas.replica('a'), replicas.replica('b')];
  await b.beat();
  await a.beat();
  await a.take(['target/media']);
  await a.release(['target/media']);
  await b.take(['target/media', 'channel/email']);
  await a.take(['engine']);
  const shown = (await status(replicas)).replicas;
  const now = Date.now();
  expect(shown).toMatchObject([
    {
      id: 'a/1',
      name: 'a',
      state: 'running',
      version: '1.2.3',
      leases: [{ lease: 'engine', name: '', epoch: 1 }],
    },
    {
      id: 'b/1',
      name: 'b',
      state: 'running',
      leases: [
        { lease: 'channel', name: 'email', epoch: 1 },
        { lease: 'target', name: 'media', epoch: 2 },
      ],
    },
  ]);
  for (const { heartbeatAgeSeconds, startedAt, leases } of shown) {
    expect(heartbeatAgeSeconds).toBeLessThan(15);
    for (const at of [startedAt, ...leases.map(({ since }) => since)])
      expect(Math.abs((at ?? 0) - now)).toBeLessThan(MINUTE);
  }
});

it('counts a replica as silent from fifteen seconds on', async () => {
  await using replicas = await WebOverReplicas.start();
  await replicas.replica('a').beat();
  const state = async (age: number) => {
    await replicas.run(`UPDATE replica SET seen_at = clock_timestamp() - interval '${age} seconds'`);
    return (await status(replicas)).replicas.map((shown) => shown.state);
  };
  expect(await state(10)).toEqual(['running']);
  expect(await state(15)).toEqual(['silent']);
});

it('a time ahead, from before the clock of the database was set back, is no age below 0 and no lease', async () => {
  await using replicas = await WebOverReplicas.start();
  const ahead = replicas.replica('a');
  await ahead.beat();
  await ahead.take(['engine']);
  await replicas.run(`UPDATE replica SET seen_at = clock_timestamp() + interval '1 minute'`);
  await replicas.run(`UPDATE lease SET expires_at = clock_timestamp() + interval '1 minute'`);
  const { replicas: shown, unheld } = await status(replicas);
  expect(shown).toMatchObject([{ heartbeatAgeSeconds: 0, leases: [] }]);
  expect(unheld).toContainEqual({ lease: 'engine', name: '' });
});

it('orders replicas by name, and those of one name by their id', async () => {
  await using replicas = await WebOverReplicas.start();
  for (const name of ['a!', 'a']) await replicas.replica(name).beat();
  await replicas.run(`INSERT INTO replica SELECT 'a/0', name, version, started_at, seen_at FROM replica
    WHERE holder = 'a/1'`);
  expect((await status(replicas)).replicas.map(({ id }) => id)).toEqual(['a/0', 'a/1', 'a!/1']);
});

it('says when a replica started, and not when it was seen last', async () => {
  await using replicas = await WebOverReplicas.start();
  await replicas.replica('a').beat();
  await replicas.run(`UPDATE replica SET started_at = '2024-06-27T07:23:10.5Z'`);
  const [shown] = (await status(replicas)).replicas;
  expect(shown?.startedAt).toBe(Date.parse('2024-06-27T07:23:10.500Z'));
});

it('names the work that nobody does', async () => {
  await using replicas = await WebOverReplicas.start();
  await replicas.replica('a').take(['target/media', 'housekeeping']);
  expect((await status(replicas)).unheld).toEqual([
    { lease: 'engine', name: '' },
    { lease: 'target', name: 'archive' },
    { lease: 'channel', name: 'email' },
  ]);
});

it('keeps a killed replica for an hour as silent, with the age of its last sign of life and without leases', async () => {
  await using replicas = await WebOverReplicas.start();
  const killed = replicas.replica('b');
  await killed.beat();
  await killed.take(['engine']);
  await replicas.run(`UPDATE replica SET seen_at = clock_timestamp() - interval '100 seconds'`);
  await replicas.run(`UPDATE lease SET expires_at = clock_timestamp() - interval '85 seconds'`);
  const [shown] = (await status(replicas)).replicas;
  expect(shown).toMatchObject({ name: 'b', state: 'silent', leases: [] });
  expect(Math.round((shown?.heartbeatAgeSeconds ?? 0) / 10)).toBe(10);
  await replicas.run(`UPDATE replica SET seen_at = clock_timestamp() - interval '2 hours'`);
  expect((await status(replicas)).replicas).toEqual([]);
});

it('shows a command that works beside replicas as visiting, for as long as it works', async () => {
  await using replicas = await WebOverReplicas.start();
  const leases = await replicas.visit('east/b');
  expect((await status(replicas)).replicas).toMatchObject([
    { name: 'east/b', state: 'visiting', leases: [{ lease: 'target', name: 'media' }] },
  ]);
  await leases.close();
  expect((await status(replicas)).replicas).toEqual([]);
});

it('shows a replica that ends for as long as it works on a lease', async () => {
  await using replicas = await WebOverReplicas.start();
  const ending = replicas.replica('east/b');
  await ending.beat();
  await ending.take(['target/media', 'target/archive']);
  await ending.release(['target/archive']);
  await ending.retire();
  expect((await status(replicas)).replicas).toMatchObject([
    { id: 'east/b/1', name: 'east/b', state: 'stopping', leases: [{ lease: 'target', name: 'media' }] },
  ]);
  await ending.leave();
  expect((await status(replicas)).replicas).toEqual([]);
});
