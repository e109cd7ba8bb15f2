import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../src/core/message/message.ts';
import { fitContent } from '../../src/channel/email/mime/fit-content.ts';
import { openWindow, type View } from '../support/http/browser.ts';
import { sampleMails } from './sample-mails.ts';
import { TENCENT_PAGES } from '../../src/tencent/advice/vendor-pages.ts';

/** What is drawn, and where it goes. */
export interface DrawOptions {
  /** A directory. */
  into: string;
  /** Takes the pictures. `undefined`: there are none. */
  browser: Browser | undefined;
  isWanted: (name: string) => boolean;
  /** Device pixels per CSS pixel. */
  scale: number;
}

/**
 * Writes every sort of mail as HTML and text, and as pictures at a phone's width and at 800 px, light and dark. Returns
 * how many there are.
 */
export async function drawMails({ into, browser, isWanted, scale }: DrawOptions): Promise<number> {
  const mails = LANGUAGES.flatMap((language) =>
    Object.entries(sampleMails(language))
      .filter(([name]) => isWanted(name))
      .map(([name, message]) => ({
        file: join(into, `${name}.${language}`),
        ...fitContent(message, TENCENT_PAGES),
      })),
  );
  for (const { file, subject, text, html } of mails) {
    writeFileSync(`${file}.html`, html.content);
    writeFileSync(`${file}.txt`, `Subject: ${subject}\n\n${text.content}`);
  }
  if (browser === undefined || mails.length === 0) return mails.length;
  const views: readonly View[] = [390, 800].flatMap((width) =>
    (['light', 'dark'] as const).map((scheme) => ({ width, scheme, scale })),
  );
  for (const view of views) {
    await using window = await openWindow(browser, view);
    const page = await window.newPage();
    for (const { file, html } of mails) {
      await page.setContent(html.content);
      await page.screenshot({ path: `${file}.${view.width}.${view.scheme}.png`, fullPage: true });
    }
  }
  return mails.length;
}
