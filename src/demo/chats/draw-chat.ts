import type { Language } from '../../core/message/message.ts';
import { markup, type Markup } from '../../platform/text/markup.ts';
import type { ChatPost, ChatReader, VendorApp } from '../vendors/vendor-app.ts';

/** Draws the chat of one vendor, under its name. */
export function drawChat(app: VendorApp, posts: readonly ChatPost[], reader: ChatReader): Markup {
  const words = WORDS[reader.language];
  const title = app.title[reader.language];
  const drawn = posts.length === 0 ? markup`<p class="empty">${words.none}</p>` : app.draw(posts, reader);
  return markup`<section class="card chat ${app.channel}" id="${app.channel}" aria-label="${title}"><h2>${title}</h2>
<div class="messages" tabindex="0" role="group" aria-label="${words.messages(title)}">${drawn}</div></section>
`;
}

interface ChatWords {
  messages: (chat: string) => string;
  none: string;
}

const WORDS: Readonly<Record<Language, ChatWords>> = {
  en: { messages: (chat) => `Messages in ${chat}`, none: 'No message yet.' },
  'zh-CN': { messages: (chat) => `${chat}的消息`, none: '暂无消息。' },
};
