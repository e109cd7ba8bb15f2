import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { SECOND, type Duration } from '../../platform/time.ts';
import { problem } from '../respond/problem.ts';
import { pagePrefix } from '../ui/page-context.ts';
import { messageCard, PAGE_HEADERS, pageFrame } from '../ui/page-frame.ts';
import { pageWords } from '../locale/page-words.ts';
import type { PageWords } from '../locale/en.ts';
import type { AccessOptions } from '../auth/access-options.ts';
import { localPath } from './local-path.ts';
import type { Refusal } from '../auth/judge-access.ts';
import type { WebEnv } from '../auth/principal.ts';
import { doesAct } from '../auth/same-origin.ts';
import { readSession } from '../auth/session-cookie.ts';

const STATUS: Readonly<Record<Refusal['why'], ContentfulStatusCode>> = {
  closed: 403,
  foreignName: 403,
  foreignPage: 403,
  otherHost: 403,
  scope: 403,
  unproved: 401,
  tooMany: 429,
};

type Options = Pick<AccessOptions, 'display' | 'rules'>;

/** Refuses a request: a page leads a person on, a problem informs a program. */
export async function refuse(
  context: Context<WebEnv>,
  refusal: Refusal,
  options: Options,
): Promise<Response> {
  const { language, publicUrl } = options.display();
  const status = STATUS[refusal.why];
  if (refusal.why === 'tooMany') context.header('Retry-After', retryAfter(refusal.wait));
  if (kindOf(context) === 'program') {
    if (status === 401) challenge(context, options);
    const { title, text } = wordsOf(refusal, pageWords('en'));
    return problem(context, { status, title, detail: text });
  }
  const link = (path: string) => `${pagePrefix(publicUrl)}${path}`;
  const canSignIn = options.rules().users.size > 0;
  if (refusal.why === 'unproved' && canSignIn && context.req.header('Authorization') === undefined) {
    return context.redirect(link(`/login?next=${encodeURIComponent(wayBack(context, publicUrl))}`), 303);
  }
  if (status === 401) challenge(context, options);
  for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value);
  const words = pageWords(language);
  const signIn = html`<p><a href="${link('/login')}">${words.access.toSignIn}</a></p>`;
  const more = refusal.why === 'scope' && canSignIn ? signIn : '';
  const message = wordsOf(refusal, words);
  const page = { language: words.tag, title: message.title, body: messageCard(message, more) };
  return await context.html(pageFrame(page), status);
}

/** Writes a wait as whole seconds for the header. */
export function retryAfter(wait: Duration): string {
  return String(Math.ceil(wait / SECOND));
}

/** Returns the kind of reader that asks for the path. */
function kindOf(context: Context): 'person' | 'program' {
  const { path } = context.req;
  return path.startsWith('/api/') || PROGRAMS_READ.has(path) ? 'program' : 'person';
}

const PROGRAMS_READ: ReadonlySet<string> = new Set(['/metrics', '/livez', '/readyz']);

function wordsOf(refusal: Refusal, { access }: PageWords) {
  return refusal.why === 'scope' ? access.refused.scope(refusal.needed) : access.refused[refusal.why];
}

/** After signing in: to the page asked for, or to the one whose form was sent. */
function wayBack(context: Context, publicUrl: string): string {
  if (!doesAct(context)) {
    const { pathname, search } = new URL(context.req.url);
    return localPath(`${pathname}${search}`);
  }
  const from = URL.parse(context.req.header('Referer') ?? '');
  const prefix = pagePrefix(publicUrl);
  return from?.pathname.startsWith(`${prefix}/`) === true
    ? localPath(`${from.pathname.slice(prefix.length)}${from.search}`)
    : '/';
}

/**
 * RFC 9110 wants a challenge with each 401. For Basic, a browser asks for name and password in a window of its own,
 * in the middle of a page whose session has ended, and sends them with every later request. So a browser gets the
 * other challenge.
 */
function challenge(context: Context, { rules }: Options): void {
  const header = (name: string) => context.req.header(name);
  const isBrowser =
    header('Sec-Fetch-Dest') !== undefined ||
    header('Accept')?.includes('text/html') === true ||
    readSession(context) !== undefined;
  const { users, tokens } = rules();
  const takesBasic = users.size > 0 && !isBrowser;
  if (tokens.length > 0 || !takesBasic) context.header('WWW-Authenticate', 'Bearer realm="Batchwatch"');
  if (takesBasic)
    context.header('WWW-Authenticate', 'Basic realm="Batchwatch", charset="UTF-8"', { append: true });
}
