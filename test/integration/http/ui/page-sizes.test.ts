import { describe, expect, it } from 'vitest';
import { keepPoll } from '../../../../src/store/jobs/polls.ts';
import { expireSilence } from '../../../../src/actions/silences.ts';
import { addSilence } from '../../../../src/store/incidents/silences.ts';
import { recordPoll } from '../../../../src/store/jobs/targets.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { StoreFixture } from '../../../support/store/store-fixture.ts';
import { WebOverStore } from '../../../support/http/web-over-store.ts';

const MOST_BYTES = 100_000;

/** All pages from a path on, by what leads to the next one. */
async function walk(web: WebOverStore, from: string): Promise<readonly string[]> {
  const pages: string[] = [];
  for (let path: string | undefined = from; path !== undefined && pages.length < 50;) {
    const { html } = await web.page(path);
    pages.push(html);
    path = /<a rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  }
  return pages;
}

const all = (pages: readonly string[], pattern: RegExp) =>
  pages.flatMap((html) => [...html.matchAll(pattern)].map(([, found = '']) => found));

describe('with 120 targets', () => {
  const names = Array.from({ length: 120 }, (_, index) => `bucket-of-team-${index}`);
  const BROKEN = 'bucket-of-team-77';

  async function watched() {
    const fixture = new StoreFixture();
    const work = { requests: 3, newJobs: 2, transitions: 4, duration: 1_234 };
    const endedAt = fixture.clock.now();
    for (const target of names) {
      await fixture.keep(knownJob({ jobId: `job-of-${target}` }), { target });
      await fixture.store.write(async (trx) => {
        await recordPoll(trx, { target, endedAt, completeReadStartedAt: endedAt, work });
        for (let n = 0; n < 5; n += 1) await keepPoll(trx, { target, endedAt, outcome: 'complete', work });
      });
    }
    const fault = { reason: 'auth', code: '403', message: 'no', hint: 'Allow it.' };
    const failed = { target: BROKEN, endedAt, completeReadStartedAt: undefined, fault };
    await fixture.store.write((trx) => recordPoll(trx, failed));
    const web = await WebOverStore.start(fixture);
    web.targets = names;
    return {
      web,
      async [Symbol.asyncDispose]() {
        await web.close();
        await fixture[Symbol.asyncDispose]();
      },
    };
  }

  it('each page of targets stays small, what is wrong comes first, and none is missing', async () => {
    await using fixture = await watched();
    const { web } = fixture;
    const pages = await walk(web, '/targets');
    expect(Math.max(...pages.map((html) => Buffer.byteLength(html)))).toBeLessThan(MOST_BYTES);
    const shown = all(pages, /<h2><a href="\/targets\/([^"]+)"/g);
    expect(shown).toEqual([BROKEN, ...names.filter((name) => name !== BROKEN)]);
    expect(pages[0]).toContain('1 to 25 of 120');
    // The polls are where there is place for them.
    expect(pages[0]).not.toContain('<td class="number">');
    expect((await web.page(`/targets/${BROKEN}`)).html).toContain('<td class="number">');
    for (const nowhere of ['0', '-1', '99', 'x', '1e9'])
      expect((await web.page(`/targets?page=${nowhere}`)).html).toContain('of 120');
  });

  it('Now stays small, and shows those that are wrong', async () => {
    await using fixture = await watched();
    const { web } = fixture;
    const { html } = await web.page('/');
    expect(Buffer.byteLength(html)).toBeLessThan(MOST_BYTES);
    expect(html).toContain(`href="/targets/${BROKEN}"`);
    expect(html).toContain('and 100 more');
  });
});

describe('with 500 silences', () => {
  it('each page of them stays small, and none is missing', async () => {
    await using fixture = new StoreFixture();
    await using web = await WebOverStore.start(fixture);
    const now = fixture.clock.now();
    await fixture.store.write(async (trx) => {
      for (let n = 1; n <= 500; n += 1) {
        const matchers = [
          { key: 'target', glob: 'media' },
          { key: 'name', glob: `nightly-${n}-*` },
        ] as const;
        const until = now + HOUR + n * MINUTE;
        const said = { author: 'Ada Lovelace', comment: 'The bucket moves to another region this week.' };
        await addSilence(trx, { matchers, from: now, until, ...said, createdAt: now });
      }
    });
    await fixture.clock.advance(MINUTE);
    await fixture.store.write(async (trx) => {
      for (let id = 1; id <= 100; id += 1)
        await expireSilence(trx, { id, by: 'ada', now: fixture.clock.now() });
    });
    const pages = await walk(web, '/silences');
    expect(Math.max(...pages.map((html) => Buffer.byteLength(html)))).toBeLessThan(MOST_BYTES);
    expect(pages[0]).toContain('1 to 30 of 400');
    const over: string[] = [];
    for (let page = 1; page <= 7; page += 1)
      over.push((await web.page(`/silences?current=14&over=${page}`)).html);
    const found = new Set(all([...pages, ...over], /<th scope="row">(\d+)<\/th>/g));
    expect(found.size).toBe(500);
  });
});
