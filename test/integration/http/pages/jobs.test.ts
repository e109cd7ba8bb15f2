import { describe, expect, it } from 'vitest';
import { recordHistory } from '../../../../src/store/jobs/history.ts';
import { saveJobs } from '../../../../src/store/jobs/jobs.ts';
import { addJobFiles } from '../../../../src/http/pages/jobs/jobs-download.ts';
import { OPEN_ACCESS } from '../../../../src/http/auth/access.ts';
import type { WebEnv } from '../../../../src/http/auth/principal.ts';
import type { WebOptions } from '../../../../src/http/options/web-options.ts';
import { Hono } from 'hono';
import { saveAll, toTargetJob } from '../../../support/poll/listed-jobs.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { WebOverStore } from '../../../support/http/web-over-store.ts';

const HOSTILE = '"><script>alert(1)</script>\u202E\u0000\n=cmd';

async function fixture(
  count = 0,
): Promise<{ temporary: TemporaryStore; web: WebOverStore } & AsyncDisposable> {
  const temporary = new TemporaryStore();
  const web = await WebOverStore.start(temporary);
  const jobs = Array.from({ length: count }, (_, index) =>
    toTargetJob(
      { age: index, state: index % 2 === 0 ? 'Failed' : 'Success', name: `n${index}` },
      `b${index}`,
    ),
  );
  await saveAll(temporary.store, jobs);
  return {
    temporary,
    web,
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

/** Names of the jobs on a page, in order. */
const namesOn = (html: string) =>
  [...html.matchAll(/class="job"[^>]*?><bdi>(.*?)<\/bdi>/gs)].map(([, name]) => name);
const linkTo = (html: string, rel: string) =>
  new RegExp(`href="([^"]+)" rel="${rel}"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';

describe('the page Jobs', () => {
  it('leads through all jobs, the newest first, and back again', async () => {
    await using one = await fixture(120);
    const { web } = one;
    const first = await web.page('/jobs');
    expect(first.status).toBe(200);
    expect(namesOn(first.html)).toEqual(Array.from({ length: 50 }, (_, index) => `n${119 - index}`));
    const second = await web.page(linkTo(first.html, 'next'));
    const third = await web.page(linkTo(second.html, 'next'));
    expect(namesOn(third.html)).toEqual(Array.from({ length: 20 }, (_, index) => `n${19 - index}`));
    expect(linkTo(third.html, 'next')).toBe('');
    const back = await web.page(linkTo(third.html, 'prev'));
    expect(namesOn(back.html)).toEqual(namesOn(second.html));
    const start = await web.page(linkTo(back.html, 'prev'));
    expect(namesOn(start.html)).toEqual(namesOn(first.html));
  });

  it('counts by state, and each count leads to its jobs', async () => {
    await using one = await fixture(9);
    const { html } = await one.web.page('/jobs');
    expect(html.replaceAll(/\s+/g, ' ')).toMatch(/Failed <b>5<\/b>/);
    const failed = await one.web.page('/jobs?state=Failed');
    expect(namesOn(failed.html)).toEqual(['n8', 'n6', 'n4', 'n2', 'n0']);
    expect(failed.html).toMatch(/value="Failed"\s+checked/);
  });

  it('has one address for one question: without what was left empty, times in UTC', async () => {
    await using one = await fixture(3);
    one.web.timezone = 'Asia/Shanghai';
    one.web.publicUrl = 'https://example.com/watch/';
    const asked =
      '/jobs?target=media&state=Failed&state=Pause&type=&name=n*&createdFrom=2024-06-27T15%3A23&createdUntil=';
    const { status, headers } = await fetch(`${one.web.url}${asked}`, { redirect: 'manual' });
    expect(status).toBe(302);
    const address = headers.get('location') ?? '';
    expect(address).toBe(
      '/watch/jobs?target=media&state=Failed&state=Pause&name=n*&createdFrom=2024-06-27T07%3A23%3A00Z',
    );
    const answer = await fetch(`${one.web.url}${address.replace('/watch', '')}`, { redirect: 'manual' });
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(namesOn(html)).toEqual(['n2', 'n0']);
    expect(html).toContain('value="2024-06-27T15:23"');
  });

  it.each([
    ['name=*a*b*c*', 'at most three'],
    ['createdFrom=yesterday', 'no time that exists'],
    ['createdFrom=2024-06-28T00%3A00Z&createdUntil=2024-06-27T00%3A00Z', 'must be later'],
    ['cursor=abc', 'does not exist'],
  ])('says what is wrong with %s, and shows the jobs none the less', async (query, why) => {
    await using one = await fixture(3);
    const { status, html } = await one.web.page(`/jobs?${query}`);
    expect([status, html]).toEqual([400, expect.stringContaining(why)]);
    expect((await fetch(`${one.web.url}/jobs.csv?${query}`)).status).toBe(400);
  });

  it('helps where there is nothing, in both languages', async () => {
    await using one = await fixture();
    expect((await one.web.page('/jobs')).html).toContain('No jobs yet');
    expect((await one.web.page('/jobs?name=x')).html).toContain('No job matches');
    one.web.language = 'zh-CN';
    const { html } = await one.web.page('/jobs?name=x');
    expect(html).toContain('没有符合条件的任务');
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).not.toMatch(/>\s*(No job|Filter|Show|Created)/);
  });

  it('looks further where hardly any job matches', async () => {
    await using one = await fixture();
    const jobs = Array.from({ length: 200 }, (_, index) =>
      knownJob({ jobId: `b${index}`, name: `n${index}`, state: 'Success' }),
    );
    const { store } = one.temporary;
    for (let batch = 0; batch < 51; batch += 1) {
      const renamed = jobs.map((job) => ({ ...job, jobId: `${job.jobId}-${batch}` }));
      await store.write((trx) => saveJobs(trx, 'media', renamed));
    }
    const { html } = await one.web.page('/jobs?name=*zzz*');
    expect(html).toContain('Few jobs match. Looked through those created since');
    expect(html).toContain('Look further');
    const further = await one.web.page(linkTo(html, 'next'));
    expect(further.html).toContain('No job matches');
    expect(linkTo(further.html, 'next')).toBe('');
  });

  it('shows hostile text as text', async () => {
    await using one = await fixture();
    const job = knownJob({
      jobId: 'b/../%41?#"<',
      name: HOSTILE,
      type: HOSTILE,
      state: 'Failed',
      code: HOSTILE,
    });
    await saveAll(one.temporary.store, [{ target: 'media', job }]);
    const { html } = await one.web.page('/jobs');
    expect(html).not.toContain('<script>alert');
    for (const hidden of ['\u202E', '\u0000']) expect(html).not.toContain(hidden);
    expect(html).toContain('\\u{202E}\\x00\\n=cmd');
    const href = /class="job"\s+href="([^"]+)"/.exec(html)?.[1] ?? '';
    const page = await one.web.page(href);
    expect(page.status).toBe(200);
    expect(page.html).toContain('b/../%41?#&quot;&lt;');
    expect(page.html).not.toContain('<script>alert');
    expect(one.web.errors).toEqual([]);
  });
});

describe('files of jobs', () => {
  it('hold all that the filter finds, as CSV and as JSON', async () => {
    await using one = await fixture(1_203);
    const csv = await fetch(`${one.web.url}/jobs.csv?state=Failed`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="jobs.csv"');
    const lines = (await csv.text()).split('\r\n');
    expect(lines[0]).toBe(
      'target,jobId,state,type,name,code,message,createdAt,startTime,endTime,stateSince,firstSeenAt,changedAt',
    );
    expect(lines).toHaveLength(1 + 602 + 1);
    expect(lines[1]).toMatch(/^media,b1202,Failed,Job,n1202,,/);
    const json: unknown = await (await fetch(`${one.web.url}/jobs.json?state=Failed`)).json();
    expect(json).toMatchObject({
      isCut: false,
      items: { length: 602, 0: { jobId: 'b1202', followed: false } },
    });
  });

  it('quote what has commas, quotes or line breaks, and disarm formulas', async () => {
    await using one = await fixture();
    const names = ['=1+1', '+1', '-1', '@x', '\ttab', 'a,b', 'say "x"', 'two\r\nlines', '=a,"b"', 'plain'];
    const jobs = names.map((name, index) => toTargetJob({ name, age: 0 }, `b${index}`));
    await saveAll(one.temporary.store, jobs);
    const text = await (await fetch(`${one.web.url}/jobs.csv`)).text();
    const cells = text
      .split(/Running,Job,/)
      .slice(1)
      .map((rest) => rest.slice(0, rest.indexOf(',,,2024')));
    expect(cells.toReversed()).toEqual([
      "'=1+1",
      "'+1",
      "'-1",
      "'@x",
      '"\'\ttab"',
      '"a,b"',
      '"say ""x"""',
      '"two\r\nlines"',
      '"\'=a,""b"""',
      'plain',
    ]);
  });

  it.each([
    [7, true],
    [8, false],
    [3, true],
  ])('of %i jobs at most say whether they are cut', async (most, isCut) => {
    await using one = await fixture(8);
    const { store, clock } = one.temporary;
    const options = { store, clock, display: () => one.web, targets: () => [], access: OPEN_ACCESS };
    const pages = new Hono<WebEnv>();
    addJobFiles(pages, options as unknown as WebOptions & { access: typeof OPEN_ACCESS }, most);
    const csv = (await (await pages.request('/jobs.csv')).text()).trimEnd().split('\r\n');
    expect(csv).toHaveLength(1 + most + (isCut ? 1 : 0));
    expect(csv.at(-1)?.startsWith(`"cut: these are the newest ${most} jobs`)).toBe(isCut);
    expect(csv.at(-1)?.split(',')).toHaveLength(csv[0]?.split(',').length ?? 0);
    const json: unknown = await (await pages.request('/jobs.json')).json();
    expect(json).toMatchObject({ isCut, items: { length: most } });
  });

  it('end with the connection, not with the program, when the store fails half-way', async () => {
    await using one = await fixture();
    // More than all the buffers on the way hold.
    const message = 'x'.repeat(10_000);
    const jobs = Array.from({ length: 2_000 }, (_, index) => knownJob({ jobId: `b${index}`, message }));
    await one.temporary.store.write((trx) => saveJobs(trx, 'media', jobs));
    await saveAll(one.temporary.store, []);
    const response = await fetch(`${one.web.url}/jobs.csv`);
    const reader = response.body?.getReader();
    await reader?.read();
    await one.temporary.store.close();
    const rest = (async () => {
      while ((await reader?.read())?.done === false);
    })();
    await expect(
      rest.then(
        () => 'whole',
        () => 'cut off',
      ),
    ).resolves.toBe('cut off');
    expect((await fetch(`${one.web.url}/livez`)).status).toBe(200);
    await one.temporary.reopen();
  });
});

it('charts of the week stand below the first page, of the target that is asked for', async () => {
  await using one = await fixture(60);
  await one.temporary.store.write(async (trx) => {
    const job = knownJob({ jobId: 'b9', state: 'Failed' });
    const rows = await saveJobs(trx, 'media', [job]);
    const at = one.temporary.clock.now();
    const transition = {
      jobId: 'b9',
      from: undefined,
      to: 'Failed',
      observedAt: at,
      since: at,
      previousSince: undefined,
    };
    const transitions = [{ transition: { ...transition, baseline: false }, decisions: [] }];
    await recordHistory(trx, { target: 'media', pollId: 'p', rows, transitions, observations: [] });
  });
  const { html } = await one.web.page('/jobs');
  expect(html).toContain('changes of state in all: 1.');
  expect((await one.web.page('/jobs?target=archive')).html).toContain('Nothing in these 7 days.');
  expect((await one.web.page(linkTo(html, 'next'))).html).not.toContain('<figure');
});
