import type { Context } from 'hono';
import type { AccessParts } from './access-parts.ts';

/**
 * Whether the browser calls us by a name of this machine or by the published one. A page of another site can have
 * its own name lead to 127.0.0.1 and would then be of our origin; but it cannot have the browser say another name.
 */
export function isOurName(context: Context, { manners }: Pick<AccessParts, 'manners'>): boolean {
  const host = URL.parse(`http://${context.req.header('Host') ?? ''}`)?.hostname;
  if (host === undefined) return false;
  const isLoopback =
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
  return isLoopback || host === new URL(manners().publicUrl).hostname;
}
