import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../src/platform/time.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';
import { WebOverStore } from '../../../support/http/web-over-store.ts';

const AT = Date.parse('2024-06-27T07:23:10Z');

async function start() {
  const fixture = new StoreFixture();
  const web = await WebOverStore.start(fixture);
  for (let index = 0; index < 6; index += 1) {
    const state = ['Running', 'Failed', 'Frozen'][index % 3] ?? '';
    const transition = { observedAt: AT + index * MINUTE, since: AT };
    const target = index < 3 ? 'media' : 'archive';
    await fixture.keep(knownJob({ jobId: `b${index}`, state }), { target, transition });
  }
  return {
    web,
    ids: async (query: string) => {
      const { json } = await web.api('GET', `/transitions?${query}`);
      return (json as { items: { jobId: string }[] }).items.map(({ jobId }) => jobId);
    },
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

describe('GET /api/v1/transitions', () => {
  it('gives the newest first, page by page', async () => {
    await using one = await start();
    const { json } = await one.web.api('GET', '/transitions?limit=4');
    const { items, next } = json as { items: object[]; next: string };
    expect(items).toHaveLength(4);
    expect(items[0]).toEqual({
      id: 6,
      target: 'archive',
      jobId: 'b5',
      name: 'nightly-transcode',
      from: null,
      to: 'Frozen',
      since: '2024-06-27T07:23:10.000Z',
      observedAt: '2024-06-27T07:28:10.000Z',
      pollId: 'p1',
      baseline: false,
    });
    expect(await one.ids(`limit=4&cursor=${next}`)).toEqual(['b1', 'b0']);
  });

  it.each([
    ['target=media', ['b2', 'b1', 'b0']],
    ['state=Failed', ['b4', 'b1']],
    ['state=Failed&state=unknown', ['b5', 'b4', 'b2', 'b1']],
    ['since=2024-06-27T07:26:10Z', ['b5', 'b4', 'b3']],
    ['until=2024-06-27T15:25:10%2B08:00', ['b1', 'b0']],
    ['since=2024-06-27T07:24:10Z&until=2024-06-27T07:27:10Z&target=archive', ['b3']],
  ])('finds those of %s', async (query, expected) => {
    await using one = await start();
    expect(await one.ids(query)).toEqual(expected);
  });

  it.each(['cursor=x', 'since=1d', 'limit=many'])('refuses %s with a problem', async (query) => {
    await using one = await start();
    const { status, headers } = await one.web.api('GET', `/transitions?${query}`);
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  });
});
