/**
 * Where to go after signing in: a path of ours with its query; `/` for whatever leads elsewhere. Read as a browser reads
 * it, for `/\x.com`, `//x.com` and `/.//x.com` all lead to another site.
 */
export function localPath(asked: unknown): string {
  if (typeof asked !== 'string' || !asked.startsWith('/') || asked.length > 2_000) return '/';
  const url = URL.parse(asked, NOWHERE);
  if (url === null || url.origin !== NOWHERE || url.pathname.startsWith('//')) return '/';
  return ['/login', '/logout'].includes(url.pathname) ? '/' : `${url.pathname}${url.search}`;
}

const NOWHERE = 'http://batchwatch.invalid';
