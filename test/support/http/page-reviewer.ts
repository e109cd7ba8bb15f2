import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openWindow } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
/** The rules that a colour can break. The others hold in the dark if they hold in the light. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** A phone's and a desk's. */
const WIDTHS = [390, 1280];

/** Opens a page at a place. */
type Visit = (page: Page, place: string) => Promise<unknown>;

/** Looks at page after page in the same two windows: to open a window takes longer than to look at a page. */
export class PageReviewer {
  readonly #pages: readonly Page[];

  private constructor(pages: readonly Page[]) {
    this.#pages = pages;
  }

  /** Opens the windows, which close with the browser. */
  static async start(browser: Browser): Promise<PageReviewer> {
    const pages: Page[] = [];
    for (const width of WIDTHS) {
      const window = await openWindow(browser, { width, scheme: 'light' });
      await window.addInitScript(AXE);
      pages.push(await window.newPage());
    }
    return new PageReviewer(pages);
  }

  /** The faults of these pages at a phone's width and a desk's, light and dark. */
  async faults(
    places: readonly string[],
    visit: Visit = (page, place) => page.goto(place),
  ): Promise<string[]> {
    const faults: string[] = [];
    for (const [at, page] of this.#pages.entries()) {
      const width = WIDTHS[at] ?? 0;
      for (const place of places) {
        await visit(page, place);
        const found = await pageFaults(page, width);
        faults.push(...found.map((fault) => `${place} at ${width}, ${fault}`));
      }
    }
    return faults;
  }
}

/** Returns the obstacles of the open page by WCAG AA, and its width when it is wider than its window. */
async function pageFaults(page: Page, width: number): Promise<string[]> {
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

async function violations(page: Page, runOnly: RunOptions['runOnly']): Promise<string[]> {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  const results = (await page.evaluate(`axe.run(document, ${options})`)) as AxeResults;
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
