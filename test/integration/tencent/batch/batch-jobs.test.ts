import { describe, expect, it } from 'vitest';
import type { ListQuery } from '../../../../src/poll/port/job-source.ts';
import { startSimulatedSource } from '../../../support/poll/simulated-source.ts';

const QUERY: ListQuery = { orderByTime: 'Asc', size: 100 };
const never = new AbortController().signal;
const CREATED = Date.parse('2024-06-27T07:00:00Z');

const aJob = (number: number) => ({
  jobId: `b${String(number).padStart(32, '0')}`,
  state: 'Running',
  creationTime: CREATED + number * 1000,
});

describe('a page from the service', () => {
  it('is read over one kept-alive connection, with all filters, and signed', async () => {
    await using fixture = await startSimulatedSource({
      source: { filters: { type: 'Job', name: '批量 a+b', workflowId: '' } },
    });
    const { cloud, source, clock, seen } = fixture;
    cloud.put({ ...aJob(1), name: '批量 a+b', state: 'Failed', code: 'X', message: 'm' });
    cloud.put({ ...aJob(2), name: 'other', state: 'Failed' });
    const query = {
      ...QUERY,
      states: ['Failed', 'Pause'],
      createdFrom: CREATED,
      createdUntil: CREATED + 9_999,
    };
    const page = await source.list(query, never);
    await source.list({ ...QUERY, jobId: 'b1' }, never);
    expect(page).toEqual({
      jobs: [expect.objectContaining({ jobId: aJob(1).jobId, state: 'Failed', code: 'X', message: 'm' })],
      skippedRows: 0,
      nextToken: '',
      size: query.size,
      serverTime: clock.now(),
      sentAt: clock.now(),
      receivedAt: clock.now(),
    });
    expect(cloud.requests.map(({ query: sent }) => sent)).toEqual([
      {
        size: '100',
        orderByTime: 'Asc',
        states: 'Failed,Pause',
        startCreationTime: '2024-06-27T15:00:00+0800',
        endCreationTime: '2024-06-27T15:00:09+0800',
        type: 'Job',
        name: '批量 a+b',
      },
      { size: '100', orderByTime: 'Asc', jobId: 'b1', type: 'Job', name: '批量 a+b' },
    ]);
    expect(new Set(cloud.requests.map(({ connection }) => connection)).size).toBe(1);
    expect(seen).toEqual({ sent: 2, failed: [], skews: [-500, -500] });
  });
});

describe('the token of a page', () => {
  it('leads to the next page, until all jobs were seen once', async () => {
    await using fixture = await startSimulatedSource();
    for (let number = 0; number < 25; number += 1) fixture.cloud.put(aJob(number));
    const ids: string[] = [];
    for (let token = ''; ;) {
      const page = await fixture.source.list(
        { ...QUERY, size: 7, ...(token && { nextToken: token }) },
        never,
      );
      ids.push(...page.jobs.map(({ jobId }) => jobId));
      token = page.nextToken;
      if (token === '') break;
    }
    expect(ids).toEqual(Array.from({ length: 25 }, (_, number) => aJob(number).jobId));
    expect(fixture.cloud.requests).toHaveLength(4);
  });
});

describe('the request for a page', () => {
  it('bears the token of a temporary key, which is signed', async () => {
    await using fixture = await startSimulatedSource({ cloud: { token: 'EXAMPLE/TOKEN+==' } });
    await fixture.source.list(QUERY, never);
    const { headers } = fixture.cloud.requests[0] ?? {};
    expect(headers?.['x-ci-security-token']).toBe('EXAMPLE/TOKEN+==');
    expect(headers?.authorization).toContain('q-header-list=host;x-ci-security-token&');
  });

  it('is answered without a server time when the Date header is not a date', async () => {
    await using fixture = await startSimulatedSource();
    for (const date of ['yesterday', '']) {
      fixture.cloud.misbehave({ kind: 'date', date });
      expect(await fixture.source.list(QUERY, never)).not.toHaveProperty('serverTime');
    }
  });
});

describe('the rate of requests', () => {
  it('is bounded per second, in order, and can be aborted', async () => {
    await using fixture = await startSimulatedSource({ source: { requestsPerSecond: 2 } });
    const controller = new AbortController();
    const pages = [1, 2, 3, 4].map((size) => fixture.source.list({ ...QUERY, size }, never));
    const aborted = fixture.source.list({ ...QUERY, size: 5 }, controller.signal);
    await expect.poll(() => fixture.cloud.requests.length).toBe(2);
    controller.abort(new Error('stopping'));
    await expect(aborted).rejects.toThrow('stopping');
    await fixture.clock.advance(999);
    expect(fixture.cloud.requests).toHaveLength(2);
    await fixture.clock.advance(1);
    await Promise.all(pages);
    expect(fixture.cloud.requests.map(({ query }) => query['size'])).toEqual(['1', '2', '3', '4']);
  });
});
