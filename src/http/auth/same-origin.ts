import type { Context } from 'hono';
import type { AccessOptions } from './access-options.ts';

/**
 * Returns true when a request that acts comes from a page of ours, or from no browser at all.
 *
 * Browsers add a proof by themselves (a cookie, a remembered password, the session of the proxy), whichever site
 * makes them ask. But they also name that site, and no page can change the name. `Sec-Fetch-Site` has it where the
 * connection is safe or the machine their own, and `Origin` with every method but GET and HEAD. Programs send
 * neither. A cookie without either comes from no browser of today and is refused.
 * The `Host` of a request counts as ours, because a page of another site cannot choose it. A proxy may change it:
 * then `publicUrl` is the address in the browser, and counts instead.
 */
export function isFromHere(
  context: Context,
  { display, isTls }: Pick<AccessOptions, 'display' | 'isTls'>,
  by: { cookie: boolean },
): boolean {
  const site = context.req.header('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = context.req.header('Origin');
  if (origin === undefined) return !by.cookie;
  const [from, own] = [URL.parse(origin), new URL(display().publicUrl)];
  if (from === null || from.origin !== origin) return false;
  if (from.origin === own.origin) return true;
  // What came readable on its way is not to be trusted by what travels encrypted.
  const isSafeEnough = from.protocol === 'https:' || !(isTls || own.protocol === 'https:');
  return isSafeEnough && from.host === context.req.header('Host')?.toLowerCase();
}

/** True when a request may change something. A request that only looks may come from anywhere. */
export function doesAct(context: Context): boolean {
  return !['GET', 'HEAD'].includes(context.req.method);
}
