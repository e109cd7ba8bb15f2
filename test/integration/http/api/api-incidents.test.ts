import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentFixture } from '../../../support/engine/incident-fixture.ts';
import { accessAs, WebOverStore } from '../../../support/http/web-over-store.ts';

/** Failed jobs of one code each, an hour apart, told as in life; the newest incident last. */
async function start(codes: readonly string[]) {
  const fixture = await IncidentFixture.start();
  for (const [index, code] of codes.entries()) {
    fixture.set({ [`job-${index}`]: { state: 'Failed', code, name: `work-${index}` } });
    await fixture.pass(2 * MINUTE);
  }
  const { store, clock } = fixture.poll;
  const web = await WebOverStore.start({ store, clock });
  const ids = await store.read((db) => db.selectFrom('incident').select('public_id').orderBy('id').execute());
  return {
    fixture,
    web,
    ids: ids.map(({ public_id: id }) => id),
    async [Symbol.asyncDispose]() {
      await web.close();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

describe('GET /incidents', () => {
  it('shows all of each, the newest first', async () => {
    await using fixture = await start(['AccessDenied', 'NoSuchKey']);
    const { status, json, headers } = await fixture.web.api('GET', '/incidents');
    expect(status).toBe(200);
    expect(headers.get('etag')).toMatch(/^"/);
    expect(json.next).toBeUndefined();
    expect(json.items.map(({ id }: { id: string }) => id)).toEqual(fixture.ids.toReversed());
    expect(json.items[1]).toEqual({
      id: fixture.ids[0],
      kind: 'jobs',
      state: 'open',
      severity: 'critical',
      rule: 'failures',
      title: 'Failed: AccessDenied (media)',
      labels: { target: 'media', state: 'Failed', code: 'AccessDenied' },
      openedAt: '2024-06-27T07:23:10.000Z',
      jobs: 1,
      unresolved: 1,
      onlyJob: { target: 'media', jobId: expect.any(String), name: expect.any(String) },
      toldTo: ['oncall'],
      onItsWayTo: [],
      notReached: [],
      silenced: false,
    });
  });

  it('goes page by page, without one that is missing or doubled', async () => {
    await using fixture = await start(['A1', 'A2', 'A3', 'A4', 'A5']);
    const seen: string[] = [];
    let path = '/incidents?limit=2';
    for (let pages = 0; pages < 9; pages += 1) {
      const { json } = await fixture.web.api('GET', path);
      seen.push(...json.items.map(({ id }: { id: string }) => id));
      if (json.next === undefined) break;
      path = `/incidents?limit=2&cursor=${json.next}`;
    }
    expect(seen).toEqual(fixture.ids.toReversed());
  });

  it.each([
    ['state=open', [1, 2]],
    ['state=acknowledged', [0]],
    ['state=acknowledged&state=open', [0, 1, 2]],
    ['state=closed', []],
    ['kind=condition', []],
    ['kind=jobs&target=media', [0, 1, 2]],
    ['target=archive', []],
  ])('?%s chooses', async (query, chosen) => {
    await using fixture = await start(['A1', 'A2', 'A3']);
    await fixture.web.api('POST', `/incidents/${fixture.ids[0]}/ack`, {});
    const { json } = await fixture.web.api('GET', `/incidents?${query}`);
    const ids = json.items.map(({ id }: { id: string }) => id);
    expect(ids.toReversed()).toEqual(chosen.map((index) => fixture.ids[index]));
  });

  it.each(['state=broken', 'limit=0', 'limit=501', 'cursor=nonsense', 'cursor=W10', 'kind=1'])(
    '?%s is a problem that says what to do',
    async (query) => {
      await using fixture = await start([]);
      const { status, json, headers } = await fixture.web.api('GET', `/incidents?${query}`);
      expect(status).toBe(400);
      expect(headers.get('content-type')).toBe('application/problem+json');
      expect(json.detail).toBeTruthy();
    },
  );
});

describe('GET /incidents/{id}', () => {
  it('shows what happened, which jobs, and how each mail went', async () => {
    await using fixture = await start(['AccessDenied']);
    const { status, json } = await fixture.web.api('GET', `/incidents/${fixture.ids[0]}`);
    expect(status).toBe(200);
    expect(json.events.map(({ kind, reason }: never) => [kind, reason])).toEqual([
      ['opened', 'failures'],
      ['told', 'opened'],
    ]);
    expect(json.members).toEqual([
      {
        target: 'media',
        jobId: 'job-0',
        name: 'work-0',
        type: expect.any(String),
        toldFor: 'Failed',
        joinedAt: '2024-06-27T07:23:10.000Z',
        state: 'Failed',
        since: expect.any(String),
        code: 'AccessDenied',
        message: expect.any(String),
        flapping: false,
      },
    ]);
    expect(json.notifications).toEqual([
      {
        id: expect.any(Number),
        receiver: 'oncall',
        messageId: expect.stringContaining('@example.com>'),
        createdAt: '2024-06-27T07:23:10.000Z',
        recipients: [
          {
            recipient: 'oncall@example.com',
            state: 'sent',
            settledAt: '2024-06-27T07:23:10.000Z',
            attempts: [],
          },
        ],
      },
    ]);
  });

  it('of what there is not is a 404 that helps', async () => {
    await using fixture = await start([]);
    for (const path of ['/incidents/nowhere', '/incidents/nowhere/ack', '/incidents/nowhere/close']) {
      const isAction = path.endsWith('ack') || path.endsWith('close');
      const { status, json } = await fixture.web.api(
        isAction ? 'POST' : 'GET',
        path,
        isAction ? {} : undefined,
      );
      expect([status, json.title]).toEqual([404, 'no such incident']);
    }
  });
});

describe('acknowledging and closing', () => {
  it('answer the incident, and change nothing when they are done again', async () => {
    await using fixture = await start(['AccessDenied']);
    const path = `/incidents/${fixture.ids[0]}`;
    const first = await fixture.web.api('POST', `${path}/ack`, { author: 'ada', comment: 'on it' });
    await fixture.fixture.pass(HOUR);
    const again = await fixture.web.api('POST', `${path}/ack`, { author: 'bob' });
    expect([first.status, first.json.state, first.json.acknowledged.by]).toEqual([
      200,
      'acknowledged',
      'ada',
    ]);
    expect(again.json.acknowledged).toEqual(first.json.acknowledged);
    const closed = await fixture.web.api('POST', `${path}/close`, { author: 'bob' });
    expect([closed.json.state, closed.json.closed.reason]).toEqual(['closed', 'hand']);
    const after = await fixture.web.api('POST', `${path}/ack`, { author: 'eve' });
    expect(after.json).toEqual(closed.json);
    const { json } = await fixture.web.api('GET', path);
    const actions = json.events.filter(({ reason }: { reason: string }) => reason === 'hand');
    expect(actions.map(({ kind, detail }: never) => [kind, detail])).toEqual([
      ['acknowledged', 'ada: on it'],
      ['closed', 'bob'],
    ]);
  });

  it('are done by who is known to ask, whatever the body says; else by who says so; else by nobody known', async () => {
    await using fixture = await start(['A1', 'A2', 'A3', 'A4']);
    const by = async (id: string | undefined, body?: unknown) => {
      const { json } = await fixture.web.api('POST', `/incidents/${id}/ack`, body);
      return json.acknowledged.by;
    };
    expect(await by(fixture.ids[0], { author: '  two\nlines\u2028 ' })).toBe('two lines');
    expect(await by(fixture.ids[1])).toBe('anonymous');
    expect(await by(fixture.ids[2], { author: 'x'.repeat(1_000) })).toHaveLength(100);
    fixture.web.access = accessAs('ada', ['read', 'write']);
    expect(await by(fixture.ids[3], { author: 'mallory' })).toBe('ada');
  });

  it('need the right to write', async () => {
    await using fixture = await start(['A1']);
    fixture.web.access = accessAs('reader', ['read']);
    const body = JSON.stringify({});
    for (const action of ['ack', 'close']) {
      const url = `${fixture.web.url}/api/v1/incidents/${fixture.ids[0]}/${action}`;
      const headers = { 'Content-Type': 'application/json' };
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(403);
    }
    expect((await fixture.web.api('GET', '/incidents?state=open')).json.items).toHaveLength(1);
  });

  it('refuse a body that is too large, or is not what it says', async () => {
    await using fixture = await start(['A1']);
    const path = `/incidents/${fixture.ids[0]}/ack`;
    expect((await fixture.web.api('POST', path, { comment: 'x'.repeat(20_000) })).status).toBe(413);
    expect((await fixture.web.api('POST', path, { author: 1 })).status).toBe(400);
    expect((await fixture.web.api('GET', `/incidents/${fixture.ids[0]}`)).json.state).toBe('open');
  });
});
