import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { accessAs, WebOverStore } from '../../../support/http/web-over-store.ts';

async function start() {
  const temporary = new TemporaryStore();
  const web = await WebOverStore.start(temporary);
  return {
    web,
    clock: temporary.clock,
    async [Symbol.asyncDispose]() {
      await web.close();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

const MEDIA = [{ key: 'target', glob: 'media' }];
const IDS = ({ json }: { json: { items: { id: number }[] } }) => json.items.map(({ id }) => id);

describe('POST /silences', () => {
  it('keeps a silence and says where it stands', async () => {
    await using fixture = await start();
    const asked = { matchers: MEDIA, for: '2h', author: 'ada', comment: 'upgrade\nof the bucket' };
    const { status, headers, json } = await fixture.web.api('POST', '/silences', asked);
    expect(status).toBe(201);
    expect(json).toEqual({
      id: 1,
      state: 'active',
      matchers: MEDIA,
      from: '2024-06-27T07:23:10.000Z',
      until: '2024-06-27T09:23:10.000Z',
      author: 'ada',
      comment: 'upgrade of the bucket',
    });
    const there = new URL(headers.get('location') ?? '', `${fixture.web.url}/api/v1/silences`);
    expect(await (await fetch(there)).json()).toEqual(json);
  });

  it('keeps names that are meant in place of those in another case', async () => {
    await using fixture = await start();
    const matchers = [
      { key: 'target', glob: 'MEDIA' },
      { key: 'state', glob: 'failed' },
    ];
    const { json } = await fixture.web.api('POST', '/silences', { matchers, for: '2h' });
    expect(json.matchers).toEqual([
      { key: 'target', glob: 'media' },
      { key: 'state', glob: 'Failed' },
    ]);
  });

  it('reads times with their offset, or on the wall clock of the configured zone', async () => {
    await using fixture = await start();
    fixture.web.timezone = 'Asia/Shanghai';
    const asked = { matchers: MEDIA, from: '2024-06-27 16:00', until: '2024-06-27T10:00:00Z' };
    const { json } = await fixture.web.api('POST', '/silences', asked);
    expect([json.state, json.from, json.until]).toEqual([
      'pending',
      '2024-06-27T08:00:00.000Z',
      '2024-06-27T10:00:00.000Z',
    ]);
  });

  it.each<[string, object, string]>([
    ['no matchers', { matchers: [], for: '2h' }, 'matchers'],
    ['an unknown key', { matchers: [{ key: 'colour', glob: '*' }], for: '2h' }, 'matchers.0.key'],
    ['an empty glob', { matchers: [{ key: 'name', glob: '' }], for: '2h' }, 'matchers.0.glob'],
    ['no end', { matchers: MEDIA }, 'until'],
    ['two ends', { matchers: MEDIA, for: '2h', until: '2030-01-01 08:00' }, 'until'],
    ['a span of nothing', { matchers: MEDIA, for: '0s' }, 'for'],
    ['a span that is none', { matchers: MEDIA, for: 'two hours' }, 'for'],
    ['an end that is no time', { matchers: MEDIA, until: 'tomorrow' }, 'until'],
    ['a beginning that is no time', { matchers: MEDIA, for: '2h', from: '2024-02-30 08:00' }, 'from'],
    ['an end that is past', { matchers: MEDIA, until: '2024-06-27T07:00Z' }, 'until'],
    [
      'an end before its beginning',
      { matchers: MEDIA, from: '2024-06-29 08:00', until: '2024-06-28 08:00' },
      'until',
    ],
    ['an end more than a year away', { matchers: MEDIA, until: '2025-06-29 08:00' }, 'until'],
    ['an end in the last year of all', { matchers: MEDIA, until: '9999-12-31T23:59Z' }, 'until'],
    ['a span of more than a year', { matchers: MEDIA, for: '367d' }, 'for'],
    ['a span beyond all calendars', { matchers: MEDIA, for: '999999999d' }, 'for'],
    ['a beginning after that year', { matchers: MEDIA, from: '2025-06-29 08:00', for: '2h' }, 'for'],
    [
      'a beginning more than a year ago',
      { matchers: MEDIA, from: '2023-06-01 08:00', until: '2024-06-28 08:00' },
      'from',
    ],
    [
      'a beginning in the first year of all',
      { matchers: MEDIA, from: '0000-01-01T00:00Z', until: '2024-06-28 08:00' },
      'from',
    ],
  ])('with %s is a problem that names the place', async (_what, body, path) => {
    await using fixture = await start();
    const { status, json } = await fixture.web.api('POST', '/silences', body);
    expect([status, json.errors.map((error: { path: string }) => error.path)]).toEqual([400, [path]]);
    expect(IDS(await fixture.web.api('GET', '/silences?all=true'))).toEqual([]);
  });

  it.each(['366d', '1m'])('may last %s', async (span) => {
    await using fixture = await start();
    expect((await fixture.web.api('POST', '/silences', { matchers: MEDIA, for: span })).status).toBe(201);
  });

  it('is done by who is known to ask', async () => {
    await using fixture = await start();
    expect((await fixture.web.api('POST', '/silences', { matchers: MEDIA, for: '2h' })).json.author).toBe(
      'anonymous',
    );
    fixture.web.access = accessAs('ada', ['read', 'write']);
    const asked = { matchers: MEDIA, for: '2h', author: 'mallory' };
    expect((await fixture.web.api('POST', '/silences', asked)).json.author).toBe('ada');
  });

  it('needs the right to write', async () => {
    await using fixture = await start();
    fixture.web.access = accessAs('reader', ['read']);
    const body = JSON.stringify({ matchers: MEDIA, for: '2h' });
    const headers = { 'Content-Type': 'application/json' };
    for (const path of ['', '/1/expire']) {
      const url = `${fixture.web.url}/api/v1/silences${path}`;
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(403);
    }
  });
});

describe('GET /silences', () => {
  it('shows what holds and what is to come, the newest first; all of them when asked', async () => {
    await using fixture = await start();
    for (const span of [{ for: '1m' }, { for: '2h' }, { for: '2h', from: '2024-06-27 09:00' }]) {
      await fixture.web.api('POST', '/silences', { matchers: MEDIA, ...span });
    }
    await fixture.clock.advance(MINUTE);
    const { json } = await fixture.web.api('GET', '/silences');
    expect(json.items.map(({ id, state }: never) => [id, state])).toEqual([
      [3, 'pending'],
      [2, 'active'],
    ]);
    const all = await fixture.web.api('GET', '/silences?all=true');
    expect(all.json.items.at(-1)).toMatchObject({ id: 1, state: 'expired' });
    const page = await fixture.web.api('GET', '/silences?all=true&limit=2');
    const next = await fixture.web.api('GET', `/silences?all=true&limit=2&cursor=${page.json.next}`);
    expect([IDS(page), IDS(next), next.json.next]).toEqual([[3, 2], [1], undefined]);
  });
});

describe('POST /silences/{id}/expire', () => {
  it('ends it now, once, and keeps it on record', async () => {
    await using fixture = await start();
    await fixture.web.api('POST', '/silences', { matchers: MEDIA, for: '2h' });
    await fixture.clock.advance(HOUR);
    const first = await fixture.web.api('POST', '/silences/1/expire', { author: 'bob' });
    await fixture.clock.advance(MINUTE);
    const again = await fixture.web.api('POST', '/silences/1/expire');
    expect([first.status, first.json.state, first.json.until]).toEqual([
      200,
      'expired',
      '2024-06-27T08:23:10.000Z',
    ]);
    expect(first.json.ended).toEqual({ by: 'bob', at: '2024-06-27T08:23:10.000Z' });
    expect(again.json).toEqual(first.json);
  });

  it('is done by the user that the request proves, else by the author that it names', async () => {
    await using fixture = await start();
    for (const id of [1, 2]) {
      await fixture.web.api('POST', '/silences', { matchers: MEDIA, for: '2h' });
      if (id === 2) fixture.web.access = accessAs('grace', ['read', 'write']);
      const body = id === 1 ? undefined : { author: 'eve' };
      const { json } = await fixture.web.api('POST', `/silences/${id}/expire`, body);
      expect(json.ended.by).toBe(id === 1 ? 'anonymous' : 'grace');
    }
  });

  it.each(['99', '0', '-1', 'one', '9'.repeat(30)])('of %s is a problem', async (id) => {
    await using fixture = await start();
    const { status, json } = await fixture.web.api('POST', `/silences/${id}/expire`);
    expect(status).toBe(id === '99' ? 404 : 400);
    expect(json.detail).toBeTruthy();
  });
});
