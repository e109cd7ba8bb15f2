import { describe, expect, it } from 'vitest';
import { toEnrichmentFault } from '../../../../src/poll/enrich/enrichment-fault.ts';
import { faultOf, startSimulatedSource } from '../../../support/poll/simulated-source.ts';

const never = new AbortController().signal;
const UPDATED = Date.parse('2024-06-27T07:00:00Z');
const aQueue = (number: number) => ({
  queueId: `p${String(number).padStart(32, '0')}`,
  name: `queue ${number}`,
  state: 'Active',
  updateTime: UPDATED,
});

const row = (inner: string) => `<Response><QueueList>${inner}</QueueList></Response>`;

describe('the queues of some ids', () => {
  it('come with state, time of change and concurrency, unknown ones left out', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.putQueue({ ...aQueue(1), state: 'Paused' });
    fixture.cloud.putQueue(aQueue(2));
    const ids = [aQueue(1).queueId, 'p-unknown'];
    expect(await fixture.source.queues(ids, never)).toEqual([
      { queueId: ids[0], name: 'queue 1', state: 'Paused', updatedAt: UPDATED, maxConcurrent: 10 },
    ]);
    expect(fixture.cloud.requests).toMatchObject([
      { path: '/queue', query: { queueIds: ids.join(','), category: 'CateAll' }, status: 200 },
    ]);
  });

  it('are asked for ten at a time, each once, over one connection', async () => {
    await using fixture = await startSimulatedSource();
    const queues = Array.from({ length: 23 }, (_, number) => aQueue(number));
    for (const queue of queues) fixture.cloud.putQueue(queue);
    const ids = queues.map(({ queueId }) => queueId);
    const found = await fixture.source.queues([...ids, ...ids, ''], never);
    expect(found.map(({ queueId }) => queueId)).toEqual(ids);
    expect(fixture.cloud.requests.map(({ query }) => query['queueIds']?.split(',').length)).toEqual([
      10, 10, 3,
    ]);
    expect(new Set(fixture.cloud.requests.map(({ connection }) => connection)).size).toBe(1);
  });

  it('cost no request when there are none, or only such as are two in one', async () => {
    await using fixture = await startSimulatedSource();
    expect(await fixture.source.queues(['', 'p1,p2'], never)).toEqual([]);
    expect(fixture.cloud.requests).toEqual([]);
  });

  it('are those that were asked for, though the service shows others', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({
      kind: 'verbatim',
      body: row('<QueueId>other</QueueId><State>Paused</State>'),
    });
    expect(await fixture.source.queues(['p1'], never)).toEqual([]);
  });
});

describe('a row of the queue list', () => {
  it('keeps hostile text as it is, in ids, names and states', async () => {
    await using fixture = await startSimulatedSource();
    const hostile = {
      ...aQueue(1),
      queueId: '<p>&"é\r\n',
      name: '</Name>\r\nBcc: a@example.com',
      state: 'Störung',
    };
    fixture.cloud.putQueue({ ...hostile, queueId: hostile.queueId.trim() });
    expect(await fixture.source.queues([hostile.queueId.trim()], never)).toMatchObject([
      { queueId: '<p>&"é', name: hostile.name, state: 'Störung' },
    ]);
  });

  it.each([
    ['no time', '<UpdateTime></UpdateTime>'],
    ['a dash', '<UpdateTime>-</UpdateTime><MaxConcurrent/>'],
    ['no numbers', '<UpdateTime>soon</UpdateTime><MaxConcurrent>1e3</MaxConcurrent>'],
  ])('is without what it does not tell: %s', async (_what, rest) => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({
      kind: 'verbatim',
      body: row(`<QueueId>p1</QueueId><Name>n</Name><State>Active</State>${rest}`),
    });
    expect(await fixture.source.queues(['p1'], never)).toEqual([
      { queueId: 'p1', name: 'n', state: 'Active' },
    ]);
  });

  it('without an id or a state, or of text, may be any queue: nothing is known of those that were not found', async () => {
    await using fixture = await startSimulatedSource();
    const rows = ['<QueueId>p1</QueueId>', '<State>Active</State>', 'text', ''];
    fixture.cloud.misbehave({
      kind: 'verbatim',
      body: `<Response>${rows.map((inner) => `<QueueList>${inner}</QueueList>`).join('')}</Response>`,
    });
    const fault = await faultOf(fixture, fixture.source.queues(['p1'], never));
    expect(fault).toMatchObject({ reason: 'malformed' });
  });
});

describe('a queue that cannot be asked', () => {
  it.each([401, 403])(
    'for want of a right (%d) is a fault that names it; the list goes on',
    async (status) => {
      await using fixture = await startSimulatedSource();
      fixture.cloud.putQueue(aQueue(1));
      fixture.cloud.misbehave(
        { kind: 'error', status, code: 'AccessDenied' },
        { times: Number.POSITIVE_INFINITY, when: ({ path }) => path === '/queue' },
      );
      const fault = await faultOf(fixture, fixture.source.queues([aQueue(1).queueId], never));
      expect(toEnrichmentFault(fault)).toEqual({
        code: 'AccessDenied',
        kind: 'right-missing',
        action: 'ci:DescribeMediaQueues',
      });
      expect(fault.hint).toBe(
        'Grant the key the CAM action ci:DescribeMediaQueues on the resource ' +
          'qcs::ci:ap-beijing:uid/1250000000:bucket/examplebucket-1250000000/*.',
      );
      expect(fixture.seen).toMatchObject({ sent: 1, failed: ['auth'] });
      await fixture.source.list({ orderByTime: 'Asc', size: 1 }, never);
      expect(fixture.seen).toMatchObject({ sent: 2, failed: ['auth'] });
    },
  );

  it('because the answer is cut off is malformed, wherever it was cut', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.putQueue(aQueue(1));
    for (const bytes of [0, 1, 60, 200, 300]) {
      fixture.cloud.misbehave({ kind: 'cut', bytes });
      const fault = await faultOf(fixture, fixture.source.queues([aQueue(1).queueId], never));
      expect(fault).toMatchObject({ reason: 'malformed' });
    }
  });

  it('at once is asked again, for a passing fault, and three times at most', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({ kind: 'error', status: 429, code: 'SlowDown' }, { times: 3 });
    const fault = await faultOf(fixture, fixture.source.queues(['p1'], never));
    expect(toEnrichmentFault(fault)).toEqual({ code: 'SlowDown', kind: 'throttled' });
    expect(fixture.cloud.requests).toHaveLength(3);
  });

  it('ends at once with the reason given when the caller aborts', async () => {
    await using fixture = await startSimulatedSource();
    fixture.cloud.misbehave({ kind: 'hang' });
    const controller = new AbortController();
    const asking = fixture.source.queues(['p1'], controller.signal);
    await expect.poll(() => fixture.cloud.requests.length).toBe(1);
    controller.abort(new Error('stopping'));
    await expect(asking).rejects.toThrow('stopping');
  });
});
