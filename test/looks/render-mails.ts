import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES } from '../../src/alerts/message.ts';
import { fitContent } from '../../src/channels/email/fit-content.ts';
import { Browser, type View } from './browser.ts';
import { sampleMails } from './sample-mails.ts';

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
    .map(([name, message]) => ({ file: join(into, `${name}.${language}`), ...fitContent(message) })),
);
for (const { file, subject, text, html } of mails) {
  writeFileSync(`${file}.html`, html.content);
  writeFileSync(`${file}.txt`, `Subject: ${subject}\n\n${text.content}`);
}
const chromium = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (chromium !== undefined) await takePictures(chromium);
process.stdout.write(
  `${mails.length} mails ${chromium === undefined ? '(no Chromium found) ' : ''}in ${into}\n`,
);

async function takePictures(path: string): Promise<void> {
  await using browser = await Browser.start(path);
  const scale = Number(values.scale);
  const views: readonly View[] = [390, 800].flatMap((width) =>
    (['light', 'dark'] as const).map((scheme) => ({ width, scheme, scale })),
  );
  for (const { file, html } of mails) {
    for (const view of views) {
      writeFileSync(`${file}.${view.width}.${view.scheme}.png`, await browser.picture(html.content, view));
    }
  }
}
