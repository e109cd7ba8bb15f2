import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../../src/core/message/message.ts';
import { fitContent } from '../../src/channel/email/mime/fit-content.ts';
import { findChromium, openWindow, startBrowser, type View } from '../support/http/browser.ts';
import { sampleMails } from './sample-mails.ts';
import { TENCENT_PAGES } from '../../src/tencent/advice/vendor-pages.ts';

/**
 * `node test/looks/render-mails.ts [--only NAME …] [--scale 2] [--into DIRECTORY]`: writes every sort of mail, in both
 * languages, as HTML and text, and where there is a Chromium (`CHROMIUM`, or at its usual places) as pictures: at a
 * phone's width and at 800 px, light and dark.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    scale: { type: 'string', default: '1' },
    into: { type: 'string' },
  },
});
const into = values.into ?? mkdtempSync(join(tmpdir(), 'batchwatch-mails-'));
mkdirSync(into, { recursive: true });
const mails = LANGUAGES.flatMap((language) =>
  Object.entries(sampleMails(language))
    .filter(([name]) => values.only?.includes(name) ?? true)
    .map(([name, message]) => ({
      file: join(into, `${name}.${language}`),
      ...fitContent(message, TENCENT_PAGES),
    })),
);
for (const { file, subject, text, html } of mails) {
  writeFileSync(`${file}.html`, html.content);
  writeFileSync(`${file}.txt`, `Subject: ${subject}\n\n${text.content}`);
}
const canDraw = findChromium() !== undefined;
if (canDraw) await takePictures();
process.stdout.write(`${mails.length} mails ${canDraw ? '' : '(no Chromium found) '}in ${into}\n`);

async function takePictures(): Promise<void> {
  await using browser = await startBrowser();
  const scale = Number(values.scale);
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
}
