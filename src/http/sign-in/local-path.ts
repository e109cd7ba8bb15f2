/**
 * Returns the path to go to after signing in: a path of ours with its query, and `/` for a path that leads elsewhere.
 * Reads it as a browser does, because `/\x.com`, `//x.com` and `/.//x.com` all lead to another site.
 */
export function localPath(asked: unknown): string {
  if (typeof asked !== 'string' || !asked.startsWith('/') || asked.length > 2_000) return '/';
  const url = URL.parse(asked, NOWHERE);
  if (url === null || url.origin !== NOWHERE || url.pathname.startsWith('//')) return '/';
  return ['/login', '/logout'].includes(url.pathname) ? '/' : `${url.pathname}${url.search}`;
}

const NOWHERE = 'http://batchwatch.invalid';
