import { type Context, Hono } from 'hono';
import { PAGE_HEADERS } from '../ui/page-frame.ts';
import { pagePrefix } from '../ui/page-context.ts';
import { pageWords } from '../locale/page-words.ts';
import type { AccessOptions } from '../auth/access-options.ts';
import { peerAddress } from '../auth/peer-address.ts';
import { localPath } from './local-path.ts';
import type { WebEnv } from '../auth/principal.ts';
import { refuse, retryAfter } from './refuse.ts';
import { doesAct, isFromHere } from '../auth/same-origin.ts';
import { dropSession, keepSession, readSession } from '../auth/session-cookie.ts';
import { signInPage } from './sign-in-page.ts';

/** Creates the pages to sign in and out. They answer only when there are users. */
export function createSignInPages(options: AccessOptions): Hono<WebEnv> {
  const pages = new Hono<WebEnv>();
  for (const path of ['/login', '/logout']) {
    pages.use(path, async (context, next) => {
      if (options.rules().users.size === 0) return await context.notFound();
      // Also the form itself: another site could sign its visitors in as somebody else.
      if (doesAct(context) && !isFromHere(context, options, { cookie: false })) {
        return await refuse(context, { why: 'foreignPage' }, options);
      }
      await next();
      for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value);
      return undefined;
    });
  }
  pages.get('/login', (context) => show(context, { next: context.req.query('next') }, options));
  pages.post('/login', (context) => signIn(context, options));
  pages.post('/logout', async (context) => {
    const session = readSession(context);
    if (session !== undefined) await options.sessions.end(session, options.rules().users);
    dropSession(context, options);
    return context.redirect(`${pagePrefix(options.display().publicUrl)}/login`, 303);
  });
  return pages;
}

async function signIn(context: Context<WebEnv>, options: AccessOptions): Promise<Response> {
  const { passwords, sessions, log } = options;
  const { users } = options.rules();
  const form: Readonly<Record<string, unknown>> | undefined = await context.req
    .parseBody()
    .catch(() => undefined);
  // A body that was cut off guesses at nothing, and is worth no check of a password.
  if (form === undefined) return await show(context, { next: undefined, failed: {} }, options);
  const [name, password] = [textOf(form['user']).trim(), textOf(form['password'])];
  const address = peerAddress(context);
  const verdict = await passwords.check({ user: name, password, address }, users);
  const asked = { next: form['next'], user: name };
  if (verdict.outcome === 'limited') {
    context.header('Retry-After', retryAfter(verdict.wait));
    return await show(context, { ...asked, failed: { wait: verdict.wait } }, options);
  }
  const user = users.get(name);
  if (verdict.outcome === 'wrong' || user === undefined)
    return await show(context, { ...asked, failed: {} }, options);
  log.info({ user: name, address }, 'signed in');
  keepSession(context, sessions.begin(name, user), options);
  return context.redirect(`${pagePrefix(options.display().publicUrl)}${localPath(form['next'])}`, 303);
}

async function show(
  context: Context<WebEnv>,
  asked: Omit<Parameters<typeof signInPage>[0], 'words' | 'action' | 'next'> & { next: unknown },
  { display }: AccessOptions,
): Promise<Response> {
  const { language, publicUrl } = display();
  const page = signInPage({
    ...asked,
    next: localPath(asked.next),
    action: `${pagePrefix(publicUrl)}/login`,
    words: pageWords(language),
  });
  const { failed } = asked;
  return await context.html(page, failed === undefined ? 200 : failed.wait === undefined ? 403 : 429);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
