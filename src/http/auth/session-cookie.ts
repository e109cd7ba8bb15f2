import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SECOND } from '../../platform/time.ts';
import type { AccessParts } from './access-parts.ts';
import { SESSION_LIFE } from './session.ts';

const NAME = 'batchwatch_session';

type Parts = Pick<AccessParts, 'manners' | 'isTls'>;

/** What the browser has kept; undefined when that is nothing. */
export function readSession(context: Context): string | undefined {
  return getCookie(context, NAME);
}

export function keepSession(context: Context, session: string, parts: Parts): void {
  setCookie(context, NAME, session, { ...attributes(parts), maxAge: SESSION_LIFE / SECOND });
}

export function dropSession(context: Context, parts: Parts): void {
  deleteCookie(context, NAME, attributes(parts));
}

/** No script sees it, no form of another site sends it, and nothing readable on its way carries it. */
function attributes({ manners, isTls }: Parts) {
  const { protocol, pathname } = new URL(manners().publicUrl);
  return { httpOnly: true, sameSite: 'Lax', path: pathname, secure: isTls || protocol === 'https:' } as const;
}
