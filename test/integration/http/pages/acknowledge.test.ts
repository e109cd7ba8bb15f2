import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openAcknowledgeLinks } from '../../../../src/http/auth/acknowledge-links.ts';
import { DAY, MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { AcknowledgeFixture, INCIDENT } from '../../../support/http/acknowledge-fixture.ts';

const OPEN = { state: 'open', by: null, at: null };

async function page(answered: Promise<Response>) {
  const response = await answered;
  return { status: response.status, headers: response.headers, html: await response.text() };
}

describe('the link in a mail', () => {
  it('shows a page that offers to acknowledge, and changes nothing', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const { status, html } = await page(fetch(fixture.link()));
    expect(status).toBe(200);
    expect(html).toContain('<h1><bdi>Failed: AccessDenied (media)</bdi></h1>');
    expect(html).toContain('Acknowledge as oncall?');
    expect(html).toContain('<button type="submit">Acknowledge</button>');
    expect(await fixture.state()).toEqual(OPEN);
  });

  it('is followed by scanners, as often as they like, by GET and HEAD', async () => {
    await using fixture = await AcknowledgeFixture.start();
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
      expect((await fetch(fixture.link(), { method })).status).toBe(200);
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect((await fetch(fixture.link(), { method })).status).toBe(404);
    }
    expect(await fixture.state()).toEqual(OPEN);
  });

  it('acknowledges by the form that the page holds, sent to where a browser would send it', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const link = fixture.link('on call & "co" <x>');
    const { html } = await page(fetch(link));
    const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '';
    const fields = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const entries = fields.map(([, name = '', value = '']) => [name, unescaped(value)] as const);
    const body = new URLSearchParams(Object.fromEntries(entries));
    const answer = await page(fetch(new URL(action, link), { method: 'POST', body }));
    expect([answer.status, answer.html]).toEqual([
      200,
      expect.stringContaining('Acknowledged by on call &amp; '),
    ]);
    expect(await fixture.state()).toEqual({
      state: 'acknowledged',
      by: 'on call & "co" <x>',
      at: fixture.now,
    });
  });

  it('acts once: a second click says the same and keeps the first', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const link = fixture.link();
    await fixture.post(link);
    const first = await fixture.state();
    await fixture.temporary.clock.advance(MINUTE);
    const { status, html } = await page(fixture.post(link));
    expect([status, html]).toEqual([200, expect.stringContaining('Acknowledged by oncall.')]);
    expect(await fixture.state()).toEqual(first);
    const events = await fixture.temporary.store.read((db) =>
      db.selectFrom('incident_event').select(['kind', 'detail']).execute(),
    );
    expect(events).toEqual([{ kind: 'acknowledged', detail: 'oncall' }]);
  });

  it('says who has it when somebody else does, to those who look and those who click', async () => {
    await using fixture = await AcknowledgeFixture.start();
    await fixture.acknowledge('alice');
    for (const response of [fetch(fixture.link()), fixture.post(fixture.link())]) {
      const { status, html } = await page(response);
      expect(status).toBe(200);
      expect(html).toContain('Acknowledged by alice already');
      expect(textOf(html)).toContain('alice, 07:23:10');
      expect(html).not.toContain('<form');
    }
    expect((await fixture.state()).by).toBe('alice');
  });

  it('says that an incident is closed, since when and why', async () => {
    await using fixture = await AcknowledgeFixture.start();
    await fixture.close();
    for (const response of [fetch(fixture.link()), fixture.post(fixture.link())]) {
      const { status, html } = await page(response);
      expect(status).toBe(200);
      expect(html).toContain('This incident is resolved');
      expect(textOf(html)).toContain('resolved · 07:23:10');
      expect(html).not.toContain('<form');
    }
    expect((await fixture.state()).state).toBe('closed');
  });

  it('outlives a restart, for its key is kept in the store', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const link = fixture.link();
    const again = await openAcknowledgeLinks(await fixture.temporary.reopen());
    const asked = { incident: INCIDENT, receiver: 'oncall', now: fixture.now };
    expect(again.url(fixture.url, asked)).toBe(link.href);
  });

  it('of another store is worth nothing', async () => {
    await using fixture = await AcknowledgeFixture.start();
    await using other = await AcknowledgeFixture.start();
    const foreign = new URL(other.link().href.replace(other.url, fixture.url));
    expect((await fixture.post(foreign)).status).toBe(403);
    expect(await fixture.state()).toEqual(OPEN);
  });
});

describe('a link that is not as it was made', () => {
  it.each<[string, (link: URL) => void]>([
    ['another incident', (link) => (link.pathname = link.pathname.replace(INCIDENT, '5fa2c3d41b7e9087'))],
    ['another receiver', (link) => link.searchParams.set('for', 'lead')],
    ['no receiver', (link) => link.searchParams.delete('for')],
    ['a later end', (link) => link.searchParams.set('until', String(later(link)))],
    ['an end with more digits', (link) => link.searchParams.set('until', `0${end(link)}`)],
    ['an end that is no number', (link) => link.searchParams.set('until', 'Infinity')],
    ['no end', (link) => link.searchParams.delete('until')],
    ['no signature', (link) => link.searchParams.delete('signature')],
    ['an empty signature', (link) => link.searchParams.set('signature', '')],
    ['a signature cut off', (link) => link.searchParams.set('signature', signature(link).slice(0, -1))],
    ['a longer signature', (link) => link.searchParams.set('signature', `${signature(link)}=`)],
    ['another case', (link) => link.searchParams.set('signature', swapCase(signature(link)))],
    ['a wide signature', (link) => link.searchParams.set('signature', '签'.repeat(43))],
  ])('%s is refused, by GET and POST, and says nothing of the incident', async (_what, change) => {
    await using fixture = await AcknowledgeFixture.start();
    const link = fixture.link();
    change(link);
    for (const response of [fetch(link), fixture.post(link)]) {
      const { status, html } = await page(response);
      expect([status, html]).toEqual([403, expect.stringContaining('This link is not valid')]);
      expect(html).not.toContain('AccessDenied');
      expect(html).not.toContain('batchwatch ack');
    }
    expect(await fixture.state()).toEqual(OPEN);
  });

  it('each single character of the signature changed is refused', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const link = fixture.link();
    const good = signature(link);
    for (let at = 0; at < good.length; at += 1) {
      for (const other of new Set(['A', 'B', '-', next(good[at] ?? '')])) {
        if (other === good[at]) continue;
        const changed = good.slice(0, at) + other + good.slice(at + 1);
        const read = { incident: INCIDENT, for: 'oncall', until: end(link), signature: changed };
        expect(fixture.links.check(read, fixture.now)).toBe('forged');
      }
    }
  });

  it('the query of a POST counts for nothing: only its form does', async () => {
    await using fixture = await AcknowledgeFixture.start();
    expect((await fetch(fixture.link(), { method: 'POST' })).status).toBe(403);
    expect(await fixture.state()).toEqual(OPEN);
  });

  it('works to its last second of 7 days, and no longer', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const link = fixture.link();
    await fixture.temporary.clock.advance(7 * DAY - SECOND);
    expect((await fetch(link)).status).toBe(200);
    await fixture.temporary.clock.advance(SECOND);
    for (const response of [fetch(link), fixture.post(link)]) {
      const { status, html } = await page(response);
      expect([status, html]).toEqual([403, expect.stringContaining('This link has expired')]);
      expect(html).toContain(`batchwatch ack ${INCIDENT}`);
    }
    expect(await fixture.state()).toEqual(OPEN);
  });

  it('a signed one of an incident that is not there is 404', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const link = fixture.link('oncall', 'nowhere');
    for (const response of [fetch(link), fixture.post(link)]) {
      const { status, html } = await page(response);
      expect([status, html]).toEqual([404, expect.stringContaining('There is no such incident')]);
    }
  });

  it('a body larger than any form of ours is refused unread, with or without a length', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const link = fixture.link();
    const tooLarge = await page(fixture.post(link, { more: 'x'.repeat(20_000) }));
    expect([tooLarge.status, tooLarge.html]).toEqual([413, expect.stringContaining('That was too much')]);
    expect((await chunked(link, 'x'.repeat(20_000))).status).toBe(413);
    expect((await chunked(link, link.search.slice(1))).status).toBe(200);
  });

  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', 'multipart/form-data'])(
    'a form sent as %s is refused in order',
    async (type) => {
      await using fixture = await AcknowledgeFixture.start();
      const headers = { 'Content-Type': type };
      const response = await fetch(fixture.link(), { method: 'POST', headers, body: '--x broken' });
      expect(response.status).toBe(403);
      expect(fixture.errors).toEqual([]);
    },
  );
});

describe('each page', () => {
  it('may load and do nothing, is kept by nobody, and shows no other site where it was', async () => {
    await using fixture = await AcknowledgeFixture.start();
    const forged = new URL('/incidents/x/acknowledge', fixture.url);
    for (const url of [fixture.link(), forged]) {
      const { headers, html } = await page(fetch(url));
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
      );
      const [, style = ''] = /<style>([^]*)<\/style>/.exec(html) ?? [];
      expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(html).not.toMatch(/<script|<img|<link|\son\w+=|style="/);
    }
  });

  it('escapes what came from a job', async () => {
    const code = '"><script>alert(1)</script>\u202E';
    await using fixture = await AcknowledgeFixture.start({ target: 'media', state: 'Failed', code });
    const { html } = await page(fetch(fixture.link()));
    expect(html).not.toContain('<script');
    expect(html).toContain('&quot;&gt;&lt;script&gt;');
  });

  it('is in the language and zone of the configuration as it is now', async () => {
    await using fixture = await AcknowledgeFixture.start();
    fixture.display = { ...fixture.display, language: 'zh-CN', timezone: 'Asia/Shanghai' };
    const { html } = await page(fetch(fixture.link()));
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('认领');
    expect(html).toContain('15:23:10');
  });
});

/** Without its elements. */
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');

const end = (link: URL) => link.searchParams.get('until') ?? '';
const later = (link: URL) => Number(end(link)) + 1;
const signature = (link: URL) => link.searchParams.get('signature') ?? '';
const swapCase = (word: string) =>
  word.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
const next = (character: string) => String.fromCharCode(character.charCodeAt(0) + 1);

function unescaped(value: string): string {
  const characters: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'" };
  return value.replaceAll(/&([a-z0-9#]+);/g, (_, name: string) => characters[name] ?? '');
}

/** POSTs a form without saying how long it is. */
async function chunked(link: URL, body: string): Promise<{ status: number | undefined }> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Transfer-Encoding': 'chunked' };
  const sent = request(new URL(link.pathname, link), { method: 'POST', headers }, (response) => {
    void text(response).then(() => resolve(response.statusCode), reject);
  });
  sent.once('error', reject);
  sent.end(body);
  return { status: await promise };
}
