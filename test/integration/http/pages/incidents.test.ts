import { describe, expect, it } from 'vitest';
import { acknowledgeIncident, closeManually } from '../../../../src/actions/incident-actions.ts';
import { openIncident } from '../../../../src/store/incidents/incidents.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { accessAs, WebOverStore } from '../../../support/http/web-over-store.ts';

/** The pages of a store in which a test opens incidents. */
async function start() {
  const temporary = new TemporaryStore();
  const web = await WebOverStore.start(temporary);
  const { store, clock } = temporary;
  return {
    web,
    open: (publicId: string, of: { rule?: string; target?: string; code?: string } = {}) =>
      store.write((trx) =>
        openIncident(trx, {
          publicId,
          kind: 'jobs',
          rule: of.rule ?? 'failures',
          groupKey: publicId,
          labels: JSON.stringify({
            target: of.target ?? 'media',
            state: 'Failed',
            code: of.code ?? publicId,
          }),
          severity: 'critical',
          title: `Failed: ${of.code ?? publicId} (${of.target ?? 'media'})`,
          openedAt: clock.now(),
        }),
      ),
    acknowledge: (id: string) =>
      store.write((trx) => acknowledgeIncident(trx, id, { at: clock.now(), by: 'ada', comment: '' })),
    close: (id: string) =>
      store.write((trx) => closeManually(trx, id, { at: clock.now(), by: 'ada', comment: '' })),
    async [Symbol.asyncDispose]() {
      await web.close();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

const listed = (html: string) =>
  [...html.matchAll(/<a class="job" href="\/incidents\/([^"]+)"/g)].map(([, id]) => id);

describe('the list of incidents', () => {
  it.each([
    ['', ['d', 'c', 'b', 'a']],
    ['?state=open', ['d', 'c']],
    ['?state=closed', ['a']],
    ['?state=open&state=acknowledged', ['d', 'c', 'b']],
    ['?state=nonsense', ['d', 'c', 'b', 'a']],
    ['?rule=stuck', ['d']],
    ['?rule=&target=archive', ['c']],
    ['?rule=stuck&target=archive', []],
    ['?cursor=nonsense', ['d', 'c', 'b', 'a']],
  ])('%s shows %j', async (query, ids) => {
    await using fixture = await start();
    await fixture.open('a');
    await fixture.close('a');
    await fixture.open('b');
    await fixture.acknowledge('b');
    await fixture.open('c', { target: 'archive' });
    await fixture.open('d', { rule: 'stuck' });
    const { status, html } = await fixture.web.page(`/incidents${query}`);
    expect([status, listed(html)]).toEqual([200, ids]);
    expect(html).toContain('<option value="stuck"');
  });

  it('comes in pages that stay small, at addresses that keep what was asked, without one missing', async () => {
    await using fixture = await start();
    for (let n = 0; n < 90; n += 1) await fixture.open(`id-${n}`);
    await fixture.open('closed');
    await fixture.close('closed');
    const seen: unknown[] = [];
    for (let path: string | undefined = '/incidents?state=open'; path !== undefined;) {
      expect(path).toContain('state=open');
      const { html } = await fixture.web.page(path);
      expect(Buffer.byteLength(html)).toBeLessThan(100_000);
      seen.push(...listed(html));
      path = /<a rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toEqual(Array.from({ length: 90 }, (_, index) => `id-${89 - index}`));
  });

  it('is reached from Now, for what is not on it', async () => {
    await using fixture = await start();
    await fixture.open('closed');
    await fixture.close('closed');
    for (let n = 0; n < 41; n += 1) await fixture.open(`id-${n}`);
    const { html } = await fixture.web.page('/');
    expect(html).toContain('href="/incidents?state=open&amp;state=acknowledged">All open incidents');
    expect(html).toContain('href="/incidents?state=closed">All resolved incidents');
  });

  it('keeps hostile text as text, speaks Chinese, and is for those who may look', async () => {
    await using fixture = await start();
    const hostile = '<script>alert(1)</script>\u202E';
    await fixture.open('a', { rule: hostile, target: hostile, code: hostile });
    fixture.web.language = 'zh-CN';
    const query = new URLSearchParams({ rule: hostile, target: hostile }).toString();
    const { html } = await fixture.web.page(`/incidents?${query}`);
    expect(html).not.toMatch(/<script>alert|>[^<]*\u202E/);
    expect(listed(html)).toEqual(['a']);
    expect(html).toContain('<h1>事件</h1>');
    fixture.web.access = accessAs('prometheus', ['metrics']);
    expect((await fixture.web.page('/incidents')).status).toBe(403);
  });
});

const ask = async (web: WebOverStore, path: string, accept = 'text/html') => {
  const response = await fetch(`${web.url}${path}`, { headers: { Accept: accept } });
  return { status: response.status, text: await response.text() };
};

describe('an address where there is nothing', () => {
  it('says so to people, in the frame of the pages and in their language', async () => {
    await using fixture = await start();
    for (const path of ['/nothing', '/jobs/a/b/c', '/apis', '/%00']) {
      const { status, text } = await ask(fixture.web, path);
      expect([path, status]).toEqual([path, 404]);
      expect(text).toContain('<h1>There is no such page</h1>');
      expect(text).toContain('href="/jobs"');
    }
    fixture.web.language = 'zh-CN';
    expect((await ask(fixture.web, '/nothing')).text).toContain('<h1>没有这个页面</h1>');
  });

  it('says so to programs in a line, and shows people who may not look nothing else', async () => {
    await using fixture = await start();
    const bare = { status: 404, text: 'not found\n' };
    expect(await ask(fixture.web, '/nothing', '*/*')).toEqual(bare);
    for (const path of ['/api/nothing', '/metrics/x', '/assets/none.js'])
      expect(await ask(fixture.web, path)).toEqual(bare);
    expect((await ask(fixture.web, '/api/v1/nothing')).text).toMatch(/^\{/);
    fixture.web.access = accessAs('prometheus', ['metrics']);
    expect((await ask(fixture.web, '/nothing')).status).toBe(403);
  });
});
