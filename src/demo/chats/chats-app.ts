import { Hono } from 'hono';
import { LANGUAGES, type Language } from '../../core/message/message.ts';
import { chatsPage } from './chats-page.ts';
import type { Chats } from './chats.ts';

/** The chats in a browser, by language. `/chats` leads to the language of the browser. */
export function createChatsApp(chats: Readonly<Record<Language, Chats>>, timezone: string): Hono {
  const app = new Hono();
  app.get('/chats', (context) => {
    const isChinese = /^\s*zh/i.test(context.req.header('accept-language') ?? '');
    return context.redirect(`/chats/${isChinese ? 'zh-CN' : 'en'}`);
  });
  for (const language of LANGUAGES)
    app.get(`/chats/${language}`, (context) =>
      context.html(chatsPage(chats[language], { language, timezone }).toString()),
    );
  return app;
}
