import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { LANGUAGES, type Language } from '../../src/core/message/message.ts';
import { CHAT_STYLE } from '../../src/demo/chats/chat-style.ts';
import type { Chats } from '../../src/demo/chats/chats.ts';
import { drawChat } from '../../src/demo/chats/draw-chat.ts';
import { VENDOR_APPS } from '../../src/demo/vendors/vendor-apps.ts';
import { pageFrame } from '../../src/demo/page/page-frame.ts';
import { markup, type Markup } from '../../src/platform/text/markup.ts';
import { openWindow, type View } from '../support/http/browser.ts';
import type { DrawOptions } from './draw-mails.ts';
import { readChats } from './read-chats.ts';
import { sampleChats } from './sample-chats.ts';
import { smallPng } from './small-png.ts';

/**
 * Sends every kind of message over every channel, and draws what its reader sees. Each kind has a page as wide as a
 * phone, with all channels. Each channel has a sheet with all kinds beside each other. `chats.LANGUAGE` is one incident
 * in every channel: the picture of docs/channels.md. Returns how many pages there are.
 */
export async function drawChats({ into, browser, isWanted, scale }: DrawOptions): Promise<number> {
  let count = 0;
  for (const language of LANGUAGES) {
    const kinds = new Map<string, Chats>();
    for (const [name, messages] of Object.entries(sampleChats(language)))
      if (isWanted(name)) kinds.set(name, await readChats(messages, language));
    const pages = pagesOf(kinds, language);
    for (const { name, page } of pages)
      writeFileSync(join(into, `${name}.${language}.html`), page.toString());
    if (browser !== undefined)
      for (const { name, page, views } of pages)
        for (const view of views)
          await takePicture(page, {
            browser,
            view: { ...view, scale },
            path: join(into, `${name}.${language}`),
          });
    count += pages.length;
  }
  return count;
}

interface LooksPage {
  name: string;
  page: Markup;
  views: readonly Pick<View, 'width' | 'scheme'>[];
}

const PHONE = 390;

function pagesOf(kinds: ReadonlyMap<string, Chats>, language: Language): readonly LooksPage[] {
  const draw = (app: (typeof VENDOR_APPS)[number], chats: Chats) =>
    drawChat(app, chats.postsOf(app), { language, timezone: 'Asia/Shanghai' });
  const ofKinds = [...kinds].map(([name, chats]) => ({
    name: `chat-${name}`,
    page: sheet(
      name,
      VENDOR_APPS.map((app) => draw(app, chats)),
      language,
    ),
    views: (['light', 'dark'] as const).map((scheme) => ({ width: PHONE, scheme })),
  }));
  const ofChannels = VENDOR_APPS.map((app) => ({
    name: `sheet-${app.channel}`,
    page: sheet(
      app.title[language],
      [...kinds].map(
        ([name, chats]) => markup`<figure><figcaption>${name}</figcaption>${draw(app, chats)}</figure>`,
      ),
      language,
    ),
    views: [{ width: 4 * PHONE, scheme: 'light' as const }],
  }));
  const opened = kinds.get('opened');
  if (opened === undefined) return [...ofKinds, ...ofChannels];
  const page = sheet(
    '',
    VENDOR_APPS.map((app) => draw(app, opened)),
    language,
  );
  return [...ofKinds, ...ofChannels, { name: 'chats', page, views: [{ width: 3 * PHONE, scheme: 'light' }] }];
}

function sheet(title: string, cells: readonly Markup[], language: Language): Markup {
  return pageFrame({
    title,
    language,
    style: markup`${CHAT_STYLE}<style>
main.sheet { max-width: none; padding: 8px; columns: 358px; column-gap: 12px; }
.sheet > * { margin: 0 0 12px; break-inside: avoid; }
.sheet .messages { max-height: none; }
.sheet .webhook .messages { max-height: 300px; overflow: hidden; }
</style>`,
    body: markup`<main class="sheet">${cells}</main>`,
  });
}

async function takePicture(
  page: Markup,
  { browser, view, path }: { browser: Browser; view: View; path: string },
): Promise<void> {
  await using window = await openWindow(browser, view);
  const tab = await window.newPage();
  await tab.setContent(page.toString());
  const png = await tab.screenshot({ fullPage: true });
  writeFileSync(`${path}.${view.width}.${view.scheme}.png`, smallPng(png));
}
