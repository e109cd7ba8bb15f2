import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium, startBrowser } from '../support/http/browser.ts';
import { drawChats } from './draw-chats.ts';
import { drawMails } from './draw-mails.ts';

/**
 * `npm run looks [-- --only NAME …] [--scale 2] [--into DIRECTORY]`: writes every kind of message, in both languages: as
 * mail, and as each chat shows it to its reader. Where there is a Chromium (`CHROMIUM`, or at its usual places), it takes
 * pictures of them.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    scale: { type: 'string', default: '1' },
    into: { type: 'string' },
  },
});
const into = values.into ?? mkdtempSync(join(tmpdir(), 'batchwatch-messages-'));
mkdirSync(into, { recursive: true });
const browser = findChromium() === undefined ? undefined : await startBrowser();
const isWanted = (name: string) => values.only?.includes(name) ?? true;
const options = { into, browser, isWanted, scale: Number(values.scale) };
const mails = await drawMails(options);
const chats = await drawChats(options);
await browser?.close();
const found = browser === undefined ? ' (no Chromium found)' : '';
process.stdout.write(`${mails} mails, ${chats} pages of chats${found} in ${into}\n`);
