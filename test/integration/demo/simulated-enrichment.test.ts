import { describe, expect, it } from 'vitest';
import { startSimulatedCloud } from '../../../src/demo/simulator/simulated-cloud.ts';
import { ask } from '../../support/poll/ask-as-sdk.ts';
import { parseBody } from '../../support/poll/parse-body.ts';
import { ACCOUNT } from '../../support/poll/simulated-source.ts';
import { TestClock } from '../../support/test-clock.ts';

const CREATED = Date.parse('2024-06-27T07:00:00Z');

describe('the queues and tasks of the simulated service', () => {
  it('are shown to who signs as the official SDK does, ids that are none as such', async () => {
    await using cloud = await startSimulatedCloud({ ...ACCOUNT, clock: new TestClock() });
    cloud.putQueue({ queueId: 'p1', name: 'a & b', state: 'Paused', updateTime: CREATED });
    const { status, body } = await ask(cloud, {
      path: '/queue',
      query: { queueIds: 'p1,p2', pageSize: '10' },
    });
    expect(status).toBe(200);
    expect(body).toContain('<QueueId>p1</QueueId><Name>a &amp; b</Name><State>Paused</State>');
    expect(body).toContain('<UpdateTime>2024-06-27T15:00:00+0800</UpdateTime>');
    expect(body).toContain('<NonExistPIDs>p2</NonExistPIDs>');
    const queueIds = Array.from({ length: 11 }, (_, id) => `p${id}`).join(',');
    expect(await ask(cloud, { path: '/queue', query: { queueIds } })).toMatchObject({ status: 400 });
    expect(await ask(cloud, { path: '/queue', secretKey: 'wrong' })).toMatchObject({ status: 403 });
  });

  it('have tasks by state, page by page, for the tag and queue of their job only', async () => {
    await using cloud = await startSimulatedCloud({ ...ACCOUNT, clock: new TestClock() });
    const objects = { total: 7, failed: { A: 2, B: 1 } };
    const operation = { Tag: 'Transcode', QueueId: 'p1' };
    cloud.put({ jobId: 'b1', state: 'Failed', creationTime: CREATED, operation, objects });
    const rowsOf = async (query: Readonly<Record<string, string>>) => {
      const { body } = await ask(cloud, { path: '/jobs', query: { inventoryTriggerJobId: 'b1', ...query } });
      const parsed = parseBody(body);
      if (parsed.kind !== 'page') return parsed.kind;
      const { jobs, nextToken } = parsed.page;
      return {
        rows: jobs.map(({ state, code }) => `${state} ${code}`),
        ids: jobs.map(({ jobId }) => jobId),
        nextToken,
      };
    };
    const tag = 'Transcode';
    expect(await rowsOf({ tag, states: 'Failed', queueId: 'p1' })).toMatchObject({
      rows: ['Failed A', 'Failed A', 'Failed B'],
      nextToken: '',
    });
    const first = await rowsOf({ tag, states: 'Success,Cancel', size: '3' });
    if (typeof first === 'string') throw new Error(first);
    const rest = await rowsOf({ tag, states: 'Success,Cancel', size: '3', nextToken: first.nextToken });
    expect(first).toMatchObject({ ids: ['j1-3', 'j1-4', 'j1-5'] });
    expect(rest).toMatchObject({ ids: ['j1-6'], nextToken: '' });
    for (const other of [{ tag: 'Snapshot' }, { tag, queueId: 'p2' }, { tag, inventoryTriggerJobId: 'b2' }]) {
      expect(await rowsOf(other)).toMatchObject({ rows: [] });
    }
    for (const wrong of [{}, { tag, size: '101' }, { tag, states: 'Nope' }, { tag, nextToken: 'x' }]) {
      expect(await rowsOf(wrong)).toBe('error');
    }
  });
});
