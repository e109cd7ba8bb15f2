import { isIP } from 'node:net';
import type { Context } from 'hono';
import type { AccessOptions } from './access-options.ts';
import type { AccessRules } from './access-rules.ts';

/**
 * Returns true when the browser calls us by a name that is ours. A page of another site can let its own name lead to
 * our address, and would then be of our origin. But it cannot make the browser send another name. On loopback the
 * names of this machine are ours. In an open network, addresses and names without a dot are ours, too, because no
 * site can have them. The published name always is.
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
