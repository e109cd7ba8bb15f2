import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openWindow } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
/** The rules that a colour can break. The others hold in the dark if they hold in the light. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What keeps people from using the page that is open (WCAG AA), and whether it is wider than its window. */
export async function pageFaults(page: Page, width: number): Promise<readonly string[]> {
  await page.evaluate(AXE);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await violations(page, RULES);
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violations(page, { type: 'rule', values: COLOUR_RULES });
  return [
    ...light.map((fault) => `in the light: ${fault}`),
    ...dark.map((fault) => `in the dark: ${fault}`),
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
    await using window = await openWindow(browser, { width, scheme: 'light' });
    const page = await window.newPage();
    for (const place of places) {
      await visit(page, place);
      const found = await pageFaults(page, width);
      faults.push(...found.map((fault) => `${place} at ${width}, ${fault}`));
    }
  }
  return faults;
}

async function violations(page: Page, runOnly: RunOptions['runOnly']): Promise<readonly string[]> {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  const results = (await page.evaluate(`axe.run(document, ${options})`)) as AxeResults;
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
