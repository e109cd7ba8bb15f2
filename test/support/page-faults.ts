import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openWindow } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** What keeps people from using the page that is open (WCAG AA), and whether it is wider than its window. */
export async function pageFaults(page: Page, width: number): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const asked = JSON.stringify({ runOnly: RULES });
  const { violations } = (await page.evaluate(`axe.run(document, ${asked})`)) as AxeResults;
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(wide > width ? [`wider than its window: ${wide}`] : []),
  ];
}

/** The faults of these pages at a phone's width and a desk's, light and dark; `visit` opens one. */
export async function faultsEverywhere(
  browser: Browser,
  places: readonly string[],
  visit: (page: Page, place: string) => Promise<unknown> = (page, place) => page.goto(place),
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const width of [390, 1280]) {
    for (const scheme of ['light', 'dark'] as const) {
      await using window = await openWindow(browser, { width, scheme });
      const page = await window.newPage();
      for (const place of places) {
        await visit(page, place);
        const found = await pageFaults(page, width);
        faults.push(...found.map((fault) => `${place} at ${width}, ${scheme}: ${fault}`));
      }
    }
  }
  return faults;
}
