import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../../src/core/message/message.ts';
import { openWindow, startBrowser, type View } from '../support/http/browser.ts';
import { RichFixture } from '../support/http/rich-fixture.ts';

/**
 * `node test/looks/render-pages.ts [--into DIRECTORY] [--only PATTERN]`: takes pictures of every page over a store in
 * which much happened, in both languages, at a phone's width and a desk's, light and dark. It also says which pages are
 * wider than their window, and which tables scroll.
 */
const { values } = parseArgs({
  options: { into: { type: 'string' }, only: { type: 'string', default: '' } },
});
const into = values.into ?? mkdtempSync(join(tmpdir(), 'batchwatch-pages-'));
mkdirSync(into, { recursive: true });
const VIEWS: readonly View[] = [390, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

await using browser = await startBrowser();
for (const language of LANGUAGES) {
  await using fixture = await RichFixture.start(language);
  const places = (await fixture.places()).filter((place) => new RegExp(values.only).test(place));
  for (const view of VIEWS) {
    await using window = await openWindow(browser, view);
    const page = await window.newPage();
    for (const place of places) {
      await page.goto(`${fixture.web.url}${place}`);
      const name = place.replaceAll(/\W+/g, '-');
      await page.screenshot({
        path: join(into, `${language}.${name}.${view.width}.${view.scheme}.png`),
        fullPage: true,
      });
      if (view.scheme === 'light')
        process.stdout.write(await clippings(page, `${language} ${place} ${view.width}`));
    }
  }
}
process.stdout.write(`pages in ${into}\n`);

/** What does not fit: the page into its window, or a table into its place. */
async function clippings(
  page: Awaited<ReturnType<Awaited<ReturnType<typeof openWindow>>['newPage']>>,
  at: string,
) {
  const found = (await page.evaluate(`
    [document.documentElement, ...document.querySelectorAll('.scroll')]
      .filter((node) => node.scrollWidth > node.clientWidth)
      .map((node) => (node.getAttribute('aria-label') ?? 'page') + ' ' + node.scrollWidth + ' in ' + node.clientWidth)`)) as string[];
  return found.map((what) => `${at}: ${what}\n`).join('');
}
