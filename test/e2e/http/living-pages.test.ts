import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { recordPoll, registerTarget } from '../../../src/store/jobs/targets.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { openWindow, startBrowser } from '../../support/http/browser.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { StreamFixture } from '../../support/http/stream-fixture.ts';
import { byMail } from '../../support/outbox/by-mail.ts';

let browser: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => await browser.close());

const TABS = Array.from({ length: 8 }, (_, tab) => tab);
/** Long enough for a busy machine, and shorter than the server keeps a stream on which nothing happens. */
const OPENED = { timeout: 20_000 };

/** Opens an incident, and lets the stream send it. */
async function happen(fixture: StreamFixture): Promise<string> {
  const id = await fixture.open();
  await fixture.clock.advance(SECOND);
  return id;
}

const shows = async (page: Page, id: string) =>
  await page.locator(`#incident-${id}`).waitFor({ state: 'attached', ...OPENED });

/** As if its tab was turned to, or away from. */
const turn = (page: Page, isHidden: boolean) =>
  page.evaluate(`window.isHidden = ${isHidden}; document.dispatchEvent(new Event('visibilitychange'))`);

/** Opens a page whose stream is open before anything happens. */
async function live(window: BrowserContext, url: string): Promise<Page> {
  const page = await window.newPage();
  await Promise.all([page.waitForResponse(/\/api\/v1\/stream/, OPENED), page.goto(url, OPENED)]);
  return page;
}

describe('eight tabs', () => {
  it('that are all seen are all kept up to date, by one stream', async () => {
    await using fixture = await StreamFixture.start();
    await using window = await openWindow(browser, { width: 390, scheme: 'light' });
    const streams: Page[] = [];
    window.on('request', (request) => {
      if (request.url().endsWith('/stream')) streams.push(request.frame().page());
    });
    const pages = [await live(window, fixture.web.url)];
    for (const _ of TABS.slice(1)) {
      const page = await window.newPage();
      pages.push(page);
      await page.goto(fixture.web.url, OPENED);
    }
    const first = await happen(fixture);
    await Promise.all(pages.map((page) => shows(page, first)));
    expect(streams).toEqual([pages[0]]);
    // Whoever listens for all may go: another one does then.
    await pages[0]?.close();
    await expect.poll(() => streams.length).toBe(2);
    const second = await happen(fixture);
    await Promise.all(pages.slice(1).map((page) => shows(page, second)));
  });

  it('of which one is seen hold one stream, also where a browser has no locks', async () => {
    await using fixture = await StreamFixture.start();
    await using window = await openWindow(browser, { width: 390, scheme: 'light' });
    await window.addInitScript(`Object.defineProperty(navigator, 'locks', { value: undefined });
      Object.defineProperty(document, 'hidden', { get: () => window.isHidden === true });`);
    const pages: Page[] = [];
    for (const _ of TABS) {
      pages.push(await live(window, fixture.web.url));
      await turn(pages.at(-1) as Page, true);
    }
    const id = await happen(fixture);
    const [first] = pages as [Page];
    expect(await first.locator(`#incident-${id}`).count()).toBe(0);
    await turn(first, false);
    await shows(first, id);
  });
});

describe('a page that is open', () => {
  it.each([
    ['en', 'You are signed out.'],
    ['zh-CN', '您已退出登录'],
  ] as const)('says when its reader is signed out (%s)', async (language, said) => {
    await using fixture = await StreamFixture.start();
    fixture.web.language = language;
    await using window = await openWindow(browser, { width: 390, scheme: 'light' });
    const page = await live(window, fixture.web.url);
    fixture.web.access = {
      requires: () => (context) => Promise.resolve(context.redirect('/login', 303)),
      wouldLetIn: () => Promise.resolve(false),
    };
    await happen(fixture);
    await expect.poll(() => page.locator('.live').innerText()).toContain(said);
  });

  it('says all clear no longer once its connection is lost, and again when it is back', async () => {
    await using fixture = await StreamFixture.start();
    const at = fixture.clock.now();
    await fixture.store.write(async (trx) => {
      await registerTarget(trx, { name: 'media', bucket: 'b-1', region: 'ap-beijing', scope: 's' });
      await recordPoll(trx, { target: 'media', endedAt: at, completeReadStartedAt: at });
    });
    await using window = await openWindow(browser, { width: 390, scheme: 'light' });
    const page = await live(window, fixture.web.url);
    const heading = page.locator('.verdict h1');
    expect(await heading.isVisible()).toBe(true);
    await window.setOffline(true);
    await turn(page, false);
    await expect.poll(() => heading.isVisible()).toBe(false);
    expect(await page.locator('.live').innerText()).toContain('The connection is lost.');
    await window.setOffline(false);
    await turn(page, false);
    await expect.poll(() => heading.isVisible(), OPENED).toBe(true);
  });

  it('keeps open what its reader opened, and nothing else, when entries come before it', async () => {
    await using fixture = await StreamFixture.start();
    const notify = async (messageId: string) => {
      const message = sampleMessage({ messageId, createdAt: fixture.clock.now() });
      await fixture.store.write((trx) =>
        addNotification(trx, { message, to: byMail(message), detectedAt: fixture.clock.now() }),
      );
    };
    await notify('<1@example.com>');
    await using window = await openWindow(browser, { width: 390, scheme: 'light' });
    const page = await live(window, `${fixture.web.url}/notifications`);
    const entry = (await page.locator('.entry').first().getAttribute('id')) ?? '';
    await page.locator(`#${entry} summary`).click();
    await notify('<2@example.com>');
    await happen(fixture);
    await expect.poll(() => page.locator('.entry').count()).toBe(4);
    const open = page.locator('.entry:has(details[open])');
    expect(await open.evaluateAll((nodes) => nodes.map(({ id }) => id))).toEqual([entry]);
  });

  it('goes on while the keyboard rests on a button, which then is the same one', async () => {
    await using fixture = await StreamFixture.start();
    const first = await fixture.open();
    await using window = await openWindow(browser, { width: 390, scheme: 'light' });
    const page = await live(window, fixture.web.url);
    await page.locator(`#incident-${first} button`).focus();
    await shows(page, await happen(fixture));
    const focused = `document.activeElement.closest('li').id`;
    expect(await page.evaluate(focused)).toBe(`incident-${first}`);
  });

  it('waits, and says so, while somebody writes', async () => {
    await using fixture = await StreamFixture.start();
    await using window = await openWindow(browser, { width: 390, scheme: 'light' });
    const page = await live(window, `${fixture.web.url}/silences`);
    await page.locator('textarea').fill('target=media');
    await happen(fixture);
    await expect.poll(() => page.locator('.live').innerText()).toContain('while you write');
    expect(await page.locator('textarea').inputValue()).toBe('target=media');
  });
});
