import { expect, it } from 'vitest';
import { statusJson } from '../../../../src/http/api/json/status-json.ts';
import { recordPoll, registerTarget } from '../../../../src/store/jobs/targets.ts';
import { SECOND } from '../../../../src/platform/time.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { openThread, putMessage, settle } from '../../../support/outbox/outbox-fixture.ts';
import { ServedWeb } from '../../../support/http/served-web.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';

it('shows in a few numbers whether all is well', async () => {
  await using fixture = new StoreFixture();
  await using web = await ServedWeb.start(fixture);
  web.unready = ['target archive was not polled yet'];
  await fixture.keep(knownJob());
  const [first = 0] = await putMessage(fixture);
  await fixture.clock.advance(SECOND);
  await putMessage(fixture, { recipients: ['a@example.com', 'b@example.com'] });
  await settle(fixture, first, 'dead');
  await openThread(fixture, 'one');
  await openThread(fixture, 'two');
  await openThread(fixture, 'three');
  const now = fixture.clock.now();
  web.options.leases.get('target/media');
  await fixture.store.write(async (trx) => {
    await recordPoll(trx, { target: 'media', endedAt: now, completeReadStartedAt: now });
    const by = (publicId: string, state: 'acknowledged' | 'closed') =>
      trx.updateTable('incident').set({ state }).where('public_id', '=', publicId).execute();
    await by('two', 'acknowledged');
    await by('three', 'closed');
  });
  expect(await web.api('/status')).toEqual({
    status: 200,
    json: {
      version: '1.2.3',
      revision: 'abc',
      node: 'v24.0.0',
      startedAt: '2024-06-27T07:23:10.000Z',
      language: 'en',
      timezone: 'Asia/Shanghai',
      receivers: ['oncall', 'boss'],
      ready: false,
      reasons: ['target archive was not polled yet'],
      replicas: [
        {
          id: 'a',
          name: 'a',
          state: 'running',
          version: '1.2.3',
          startedAt: '2024-06-27T07:23:10.000Z',
          heartbeatAgeSeconds: 0,
          leases: [{ lease: 'target', name: 'media', epoch: 1, since: '2024-06-27T07:23:11.000Z' }],
        },
      ],
      unheld: [],
      targets: { up: 1, failing: 0, overdue: 0, unpolled: 1 },
      worstTargets: [
        { name: 'archive', state: 'unpolled' },
        {
          name: 'media',
          state: 'up',
          lastPollAt: '2024-06-27T07:23:11.000Z',
          lastCompletePollAt: '2024-06-27T07:23:11.000Z',
        },
      ],
      allClear: false,
      problems: ['unready', 'targets', 'dead'],
      uncovered: { paused: 0, failed: 0, reasons: [] },
      incidents: { open: 1, acknowledged: 1 },
      outbox: {
        waiting: 2,
        dead: 1,
        oldestWaitingAt: '2024-06-27T07:23:11.000Z',
        held: [{ channel: 'email', heldBy: 'nothing', entries: 2, oldestAt: '2024-06-27T07:23:11.000Z' }],
      },
    },
  });
});

it('knows a target that fails, and an empty outbox', async () => {
  await using fixture = new StoreFixture();
  await using web = await ServedWeb.start(fixture);
  await fixture.keep(knownJob());
  const fault = { reason: 'timeout', code: 'timeout', message: 'no answer' };
  await fixture.store.write((trx) =>
    recordPoll(trx, { target: 'media', endedAt: 1, completeReadStartedAt: undefined, fault }),
  );
  expect((await web.api('/status')).json).toMatchObject({
    ready: true,
    reasons: [],
    targets: { up: 0, failing: 1, overdue: 0, unpolled: 1 },
    worstTargets: [
      {
        name: 'media',
        state: 'failing',
        failingSince: '1970-01-01T00:00:00.001Z',
        reason: 'timeout',
        message: 'no answer',
      },
      { name: 'archive' },
    ],
    outbox: { waiting: 0, dead: 0 },
  });
});

it('is answered again only when it changed', async () => {
  await using fixture = new StoreFixture();
  await using web = await ServedWeb.start(fixture);
  const first = await fetch(`${web.url}/api/v1/status`);
  const etag = first.headers.get('ETag') ?? '';
  const again = () => fetch(`${web.url}/api/v1/status`, { headers: { 'If-None-Match': etag } });
  expect((await again()).status).toBe(304);
  await putMessage(fixture);
  expect((await again()).status).toBe(200);
});

it('orders targets by urgency: the longest failure, what is overdue, what was never polled', async () => {
  await using fixture = new StoreFixture();
  await using web = await ServedWeb.start(fixture);
  const [plan] = web.targets;
  if (plan === undefined) throw new Error('no target');
  web.targets = ['well', 'new', 'late', 'short', 'long'].map((name) => ({ ...plan, name }));
  const now = fixture.clock.now();
  const fault = { reason: 'timeout', code: 'timeout', message: 'no answer' };
  const poll = (target: string, age: number, how: { fault?: typeof fault } = {}) =>
    fixture.store.write(async (trx) => {
      await registerTarget(trx, { name: target, bucket: 'b', region: 'r', scope: 's' });
      const endedAt = now - age * SECOND;
      const read = how.fault === undefined ? endedAt : undefined;
      await recordPoll(trx, { target, endedAt, completeReadStartedAt: read, ...how });
    });
  await poll('well', 1);
  await poll('late', 600);
  // The longer failure was seen again just now.
  await poll('long', 120, { fault });
  await poll('long', 1, { fault });
  await poll('short', 60, { fault });
  const { targets, worstTargets } = statusJson.parse((await web.api('/status')).json);
  expect(targets).toEqual({ up: 1, failing: 2, overdue: 1, unpolled: 1 });
  expect(worstTargets.map(({ name, state }) => [name, state])).toEqual([
    ['long', 'failing'],
    ['short', 'failing'],
    ['late', 'overdue'],
    ['new', 'unpolled'],
    ['well', 'up'],
  ]);
});

it('shows of many targets the worst: those that fail for longest, then those that were polled longest ago', async () => {
  await using fixture = new StoreFixture();
  await using web = await ServedWeb.start(fixture);
  const names = Array.from({ length: 1_000 }, (_, index) => `t${index}`);
  const [plan] = web.targets;
  if (plan === undefined) throw new Error('no target');
  web.targets = names.map((name) => ({ ...plan, name }));
  const now = fixture.clock.now();
  const fault = { reason: 'timeout', code: 'timeout', message: 'no answer' };
  await fixture.store.write(async (trx) => {
    for (const [index, name] of names.entries()) {
      const endedAt = now - index;
      await registerTarget(trx, { name, bucket: 'b', region: 'r', scope: 's' });
      await recordPoll(trx, { target: name, endedAt, completeReadStartedAt: endedAt });
      if (index < 3)
        await recordPoll(trx, { target: name, endedAt, completeReadStartedAt: undefined, fault });
    }
  });
  const { targets, worstTargets } = statusJson.parse((await web.api('/status')).json);
  expect(targets).toMatchObject({ up: 997, failing: 3, overdue: 0, unpolled: 0 });
  const expected = ['t2', 't1', 't0', ...Array.from({ length: 17 }, (_, index) => `t${999 - index}`)];
  expect(worstTargets.map(({ name }) => name)).toEqual(expected);
});
