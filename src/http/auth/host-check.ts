import { isIP } from 'node:net';
import type { Context } from 'hono';
import type { AccessOptions } from './access-options.ts';
import type { AccessRules } from './access-rules.ts';

/**
 * True when the browser calls us by a name that is ours. A page of another site can have its own name lead to our address
 * and would then be of our origin; but it cannot have the browser say another name. On loopback the names of this
 * machine are ours, in an open network also what no site can be called: addresses, and names without a dot. The
 * published one always is.
 */
export function isOurName(
  context: Context,
  { display, mode }: Pick<AccessOptions, 'display'> & Pick<AccessRules, 'mode'>,
): boolean {
  const host = hostOf(context);
  if (host === undefined) return false;
  const isLoopback =
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
  const isOfNoSite = isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0 || !host.includes('.');
  return isLoopback || (mode === 'open' && isOfNoSite) || isPublicName(context, { display });
}

/** True when the browser calls us by the published name, at any port: proxies leave the port out. */
export function isPublicName(context: Context, { display }: Pick<AccessOptions, 'display'>): boolean {
  return hostOf(context) === new URL(display().publicUrl).hostname;
}

function hostOf(context: Context): string | undefined {
  return URL.parse(`http://${context.req.header('Host') ?? ''}`)?.hostname;
}
