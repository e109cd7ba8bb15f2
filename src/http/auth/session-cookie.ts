import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SECOND } from '../../platform/time.ts';
import type { AccessOptions } from './access-options.ts';
import { SESSION_LIFE } from './session.ts';

const NAME = 'batchwatch_session';

type Options = Pick<AccessOptions, 'display' | 'isTls'>;

/** Returns the session of the browser's cookie. `undefined` without one. */
export function readSession(context: Context): string | undefined {
  return getCookie(context, NAME);
}

export function keepSession(context: Context, session: string, options: Options): void {
  setCookie(context, NAME, session, { ...attributes(options), maxAge: SESSION_LIFE / SECOND });
}

export function dropSession(context: Context, options: Options): void {
  deleteCookie(context, NAME, attributes(options));
}

/** No script sees it, no form of another site sends it, and nothing readable on its way carries it. */
function attributes({ display, isTls }: Options) {
  const { protocol, pathname } = new URL(display().publicUrl);
  return { httpOnly: true, sameSite: 'Lax', path: pathname, secure: isTls || protocol === 'https:' } as const;
}
