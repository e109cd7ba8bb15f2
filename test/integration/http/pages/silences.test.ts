import { describe, expect, it } from 'vitest';
import { expireSilence } from '../../../../src/actions/silences.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { accessAs, WebOverStore } from '../../../support/http/web-over-store.ts';

async function start() {
  const temporary = new TemporaryStore();
  const web = await WebOverStore.start(temporary);
  return {
    web,
    clock: temporary.clock,
    store: temporary.store,
    page: async () => (await web.page('/silences')).html,
    async [Symbol.asyncDispose]() {
      await web.close();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

const ASKED = {
  matchers: 'target=media\r\nname=nightly-*\r\n',
  for: '2h',
  until: '',
  author: 'Ada',
  comment: 'upgrade',
};

/** What a table of the page lists, by the numbers of its silences. */
function listed(html: string, section: 'current' | 'over'): string[] {
  const part = new RegExp(`<section[^>]*>\\s*<h2 id="${section}">([^]*?)</section>`).exec(html)?.[1] ?? '';
  return [...part.matchAll(/<th scope="row">(\d+)<\/th>/g)].map(([, id = '']) => id);
}

describe('the silences', () => {
  it('are none at first, and the page says what that means', async () => {
    await using fixture = await start();
    const html = await fixture.page();
    expect(html).toContain('There are no silences: everything is notified.');
    expect(html).toMatch(/<form\s+method="post"\s+action="\/silences"/);
  });

  it('are added by the form, and show what they cover, their author, reason and end', async () => {
    await using fixture = await start();
    const answer = await fixture.web.post('/silences', ASKED);
    expect([answer.status, answer.location]).toEqual([303, '/silences']);
    const html = await fixture.page();
    expect(listed(html, 'current')).toEqual(['1']);
    expect(html).toContain('<code>name=<bdi>nightly-*</bdi></code>');
    expect(html).toMatch(/<bdi>Ada<\/bdi><br \/><span class="dim"><bdi>upgrade<\/bdi>/);
    expect(html).toContain('2024-06-27 09:23:10');
  });

  it('are kept with the names that are meant, and say which name nothing has', async () => {
    await using fixture = await start();
    await fixture.web.post('/silences', {
      ...ASKED,
      matchers: 'state=failed\r\nseverity=CRITICAL\r\nstate=lost',
    });
    const { json } = await fixture.web.api('GET', '/silences/1');
    expect(json.matchers).toEqual([
      { key: 'state', glob: 'Failed' },
      { key: 'severity', glob: 'critical' },
      { key: 'state', glob: 'lost' },
    ]);
    const html = await fixture.page();
    expect(html.match(/[^>]*<\/bdi><\/code> <span class="bad">No such value\./g)).toEqual([
      'lost</bdi></code> <span class="bad">No such value.',
    ]);
  });

  it('hold until a time on the wall clock of the zone, which goes before the span', async () => {
    await using fixture = await start();
    fixture.web.timezone = 'Asia/Shanghai';
    await fixture.web.post('/silences', { ...ASKED, until: '2024-06-28T09:00' });
    const { json } = await fixture.web.api('GET', '/silences/1');
    expect(json.until).toBe('2024-06-28T01:00:00.000Z');
  });

  it('are ended by a click, and stay in sight for seven days', async () => {
    await using fixture = await start();
    await fixture.web.post('/silences', ASKED);
    await fixture.web.post('/silences', { ...ASKED, for: '8h' });
    await fixture.clock.advance(HOUR);
    const html = await fixture.page();
    expect(html).toContain('End silence 1');
    const answer = await fixture.web.post('/silences/1/expire', {});
    expect([answer.status, answer.location]).toEqual([303, '/silences']);
    const after = await fixture.page();
    expect([listed(after, 'current'), listed(after, 'over')]).toEqual([['2'], ['1']]);
    expect(html).not.toContain('ended by');
    expect(after).toContain('ended by anonymous');
    await fixture.clock.advance(7 * DAY - MINUTE);
    expect(listed(await fixture.page(), 'over')).toEqual(['2', '1']);
    await fixture.clock.advance(2 * MINUTE);
    expect(listed(await fixture.page(), 'over')).toEqual(['2']);
  });

  it('are said to be ended manually when nobody knows who ended them', async () => {
    await using fixture = await start();
    await fixture.web.post('/silences', ASKED);
    await fixture.store.write((trx) => expireSilence(trx, { id: 1, by: '', now: fixture.clock.now() }));
    expect(await fixture.page()).toMatch(/ended (by hand|manually)/);
  });

  it.each(['99', '0', 'x', '1e3', '9'.repeat(40)])(
    'of number %s need not be there to be ended',
    async (id) => {
      await using fixture = await start();
      expect((await fixture.web.post(`/silences/${id}/expire`, {})).status).toBe(303);
      expect(fixture.web.errors).toEqual([]);
    },
  );

  it('of a target that is not configured are marked', async () => {
    await using fixture = await start();
    await fixture.web.post('/silences', { ...ASKED, matchers: 'target=archiv' });
    await fixture.web.post('/silences', { ...ASKED, matchers: 'target=med*' });
    expect([...(await fixture.page()).matchAll(/No such target/g)]).toHaveLength(1);
  });
});

describe('a form that cannot be used', () => {
  it.each<[string, Partial<typeof ASKED>, string]>([
    ['no matchers', { matchers: ' \r\n ' }, 'would silence everything'],
    ['a line without a glob', { matchers: 'target=media\nnightly' }, '&quot;nightly&quot; is no KEY=GLOB'],
    ['an unknown key', { matchers: 'colour=red' }, 'There is no key &quot;colour&quot;'],
    ['too many lines', { matchers: 'name=a\n'.repeat(21) }, 'Make several silences of it'],
    ['a span that is none', { for: 'long' }, 'That is no span of time.'],
    ['an end that is no time', { until: 'tomorrow' }, 'The end is no time.'],
    ['an end more than a year away', { until: '2025-06-29T08:00' }, 'A silence lasts a year at most.'],
    ['a span of more than a year', { for: '999999999d' }, 'A silence lasts a year at most.'],
    ['an end that is past', { until: '2024-06-27T07:00' }, 'the end must be in the future'],
  ])('with %s comes back as it was filled in, and says what to mend', async (_what, changes, said) => {
    await using fixture = await start();
    const asked = { ...ASKED, comment: 'why <b>', ...changes, back: 'incident-1' };
    const { status, html } = await fixture.web.post('/silences', asked);
    expect(status).toBe(400);
    expect(/role="alert"><bdi>([^]*?)<\/bdi>/.exec(html)?.[1]).toContain(said);
    expect(html).toContain('value="why &lt;b&gt;"');
    expect(html).toContain('name="back" value="incident-1"');
    // So that the script does not take it away.
    expect(html).toContain('data-unsaved');
    expect((await fixture.web.api('GET', '/silences?all=true')).json.items).toEqual([]);
  });
});

describe('whoever may only look', () => {
  it('sees the silences, but no forms, and can do nothing', async () => {
    await using fixture = await start();
    await fixture.web.post('/silences', ASKED);
    fixture.web.access = accessAs('reader', ['read']);
    const html = await fixture.page();
    expect(listed(html, 'current')).toEqual(['1']);
    expect(html).not.toMatch(/<form|<button/);
    expect((await fixture.web.post('/silences', ASKED)).status).toBe(403);
    expect((await fixture.web.post('/silences/1/expire', {})).status).toBe(403);
  });
});

it('are added in the name of who is logged in', async () => {
  await using fixture = await start();
  fixture.web.access = accessAs('ada', ['read', 'write']);
  expect(await fixture.page()).not.toContain('name="author"');
  await fixture.web.post('/silences', { ...ASKED, author: 'mallory' });
  expect((await fixture.web.api('GET', '/silences/1')).json.author).toBe('ada');
});

it('hostile globs, names and comments stay text', async () => {
  await using fixture = await start();
  const hostile = `<script>alert(1)</script>"'><img src=x>\u202E\u0007`;
  await fixture.web.post('/silences', {
    ...ASKED,
    matchers: `name=${hostile}`,
    author: hostile,
    comment: hostile,
  });
  const refused = await fixture.web.post('/silences', { ...ASKED, matchers: `${hostile}</textarea><b>` });
  expect(refused.html).not.toMatch(/<script>alert|<img|<b>/);
  const html = await fixture.page();
  expect(listed(html, 'current')).toEqual(['1']);
  expect(html).not.toMatch(/<script>alert|<img|\p{Cf}/u);
});

it('leads nowhere but to our own pages', async () => {
  await using fixture = await start();
  for (const back of ['//evil.example', 'https://evil.example', '../../x', '/\\evil']) {
    const { location } = await fixture.web.post('/silences', { ...ASKED, back });
    expect(location).toBe(`/incidents/${encodeURIComponent(back)}`);
  }
});

it('speaks Chinese', async () => {
  await using fixture = await start();
  fixture.web.language = 'zh-CN';
  await fixture.web.post('/silences', ASKED);
  const html = await fixture.page();
  expect(html).toContain('当前与将来');
  expect(html).toContain('结束静默 1');
  const { html: refused } = await fixture.web.post('/silences', { ...ASKED, matchers: '' });
  expect(refused).toContain('请至少填写一个 KEY=GLOB');
});
