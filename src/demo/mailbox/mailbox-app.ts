import { Hono } from 'hono';
import { listPage } from './list-page.ts';
import { mailPage } from './mail-page.ts';
import type { Mailbox } from './mailbox.ts';

/**
 * The mailbox in a browser: the list at `/`, a mail at `/mails/N`, its HTML part alone at `/mails/N/html`.
 * No page runs a script, and what came by mail can neither run one, nor load anything, nor leave its frame.
 * @param chats pages beside it, under `/chats`. Left out: there are none.
 */
export function createMailboxApp(mailbox: Mailbox, timezone: string, chats?: Hono): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('Cache-Control', 'no-store');
    if (!context.res.headers.has('Content-Security-Policy'))
      context.header('Content-Security-Policy', PAGE_POLICY);
  });
  app.get('/', (context) =>
    context.html(listPage(mailbox, { timezone, hasChats: chats !== undefined }).toString()),
  );
  app.get('/mails/:number', (context) => {
    const mail = mailbox.get(Number(context.req.param('number')));
    return mail === undefined ? context.notFound() : context.html(mailPage(mail, timezone).toString());
  });
  app.get('/mails/:number/html', (context) => {
    const mail = mailbox.get(Number(context.req.param('number')));
    if (mail === undefined) return context.notFound();
    return context.html(mail.html, 200, { 'Content-Security-Policy': MAIL_POLICY });
  });
  if (chats !== undefined) app.route('/', chats);
  app.get('/livez', (context) => context.text('ok\n'));
  app.notFound((context) => context.text('no such page; the mail may be too old to be kept\n', 404));
  return app;
}

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const MAIL_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
