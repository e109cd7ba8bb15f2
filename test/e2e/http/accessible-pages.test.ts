import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../../src/platform/time.ts';
import { AccessFixture } from '../../support/http/access-fixture.ts';
import { AcknowledgeFixture } from '../../support/http/acknowledge-fixture.ts';
import { startBrowser } from '../../support/http/browser.ts';
import { FAILED, startIncidentPage } from '../../support/http/incident-page.ts';
import { PageReviewer } from '../../support/http/page-reviewer.ts';

let browser: Awaited<ReturnType<typeof startBrowser>>;
let reviewer: PageReviewer;
beforeAll(async () => {
  browser = await startBrowser();
  reviewer = await PageReviewer.start(browser);
});
afterAll(async () => await browser.close());

const LANGUAGES = ['en', 'zh-CN'] as const;

/** Paths without a page, an incident, a job or a target. */
const NOWHERE = ['/nothing', '/incidents/abcdef', '/jobs/media/none', '/targets/none'];

describe.each(LANGUAGES)('in %s, everybody can use', (language) => {
  it('the pages, and those that say that there is nothing', async () => {
    await using fixture = await startIncidentPage(FAILED);
    fixture.web.language = language;
    // In English the others are looked at in the demo.
    const pages = [
      '/',
      '/incidents',
      '/jobs',
      '/notifications',
      '/receivers',
      '/silences',
      '/targets',
      '/configuration',
    ];
    const places = [
      ...pages,
      `/incidents/${fixture.id}`,
      '/jobs/media/b1',
      '/targets/media',
      '/api',
      ...NOWHERE,
    ];
    const urls = (language === 'en' ? NOWHERE : places).map((path) => `${fixture.web.url}${path}`);
    expect(await reviewer.faults(urls)).toEqual([]);
  });

  it('the page to sign in, before and after a try that failed', async () => {
    await using fixture = await AccessFixture.start(undefined, { language });
    const faults = await reviewer.faults(['as it is', 'after a try'], async (page, place) => {
      await page.goto(`${fixture.url}/login`);
      if (place === 'as it is') return;
      await page.locator('#user').fill('reader');
      await page.locator('#password').fill('not the password');
      await page.locator('form[action="/login"] button').click();
      await page.getByRole('alert').waitFor();
    });
    expect(faults).toEqual([]);
  });

  it("the page that a mail's link opens, whatever became of it", async () => {
    await using fixture = await AcknowledgeFixture.start();
    fixture.display = { ...fixture.display, language };
    await fixture.join('nightly-a', 'nightly-b', 'nightly-c', 'nightly-d', 'nightly-e', 'nightly-f');
    const link = fixture.link();
    const forged = new URL(link);
    forged.searchParams.set('for', 'lead');
    expect(await reviewer.faults([link.href, forged.href])).toEqual([]);
    await fixture.acknowledge('ada');
    fixture.unready = ['the store is full'];
    expect(await reviewer.faults([link.href])).toEqual([]);
    await fixture.temporary.clock.advance(8 * DAY);
    expect(await reviewer.faults([link.href])).toEqual([]);
  });
});
