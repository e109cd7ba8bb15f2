import { LANGUAGES, type Language } from '../../core/message/message.ts';
import { markup, type Markup } from '../../platform/text/markup.ts';
import { pageFrame } from '../page/page-frame.ts';
import { CHAT_STYLE } from './chat-style.ts';
import type { Chats } from './chats.ts';
import { drawChat } from './draw-chat.ts';
import type { ChatReader } from '../vendors/vendor-app.ts';
import { VENDOR_APPS } from '../vendors/vendor-apps.ts';

/** Seconds. */
const REFRESH_EVERY = 3;

/** The chats of one language beside each other, which keep themselves up to date. */
export function chatsPage(chats: Chats, reader: ChatReader): Markup {
  const words = WORDS[reader.language];
  return pageFrame({
    title: words.title,
    language: reader.language,
    refreshEvery: REFRESH_EVERY,
    style: CHAT_STYLE,
    body: markup`<main class="wide">
<nav><a href="/">${words.mails}</a> ${LANGUAGES.filter((one) => one !== reader.language).map(languageLink)}</nav>
<header><h1>${words.title}</h1><span class="dim">${words.about(reader.timezone)}</span></header>
<div class="chats">${VENDOR_APPS.map((app) => drawChat(app, chats.postsOf(app), reader))}</div>
</main>`,
  });
}

function languageLink(language: Language): Markup {
  return markup`<a href="/chats/${language}" lang="${language}">${WORDS[language].name}</a>`;
}

interface ChatsWords {
  /** The language's own name. */
  name: string;
  title: string;
  about: (timezone: string) => string;
  mails: string;
}

const WORDS: Readonly<Record<Language, ChatsWords>> = {
  en: {
    name: 'English',
    title: 'Chats',
    about: (timezone) => `as their readers see them, newest first; times in ${timezone}`,
    mails: '← Mails',
  },
  'zh-CN': {
    name: '中文',
    title: '群聊与告警平台',
    about: (timezone) => `接收人看到的样子，最新的在前；时区：${timezone}`,
    mails: '← 邮件',
  },
};
