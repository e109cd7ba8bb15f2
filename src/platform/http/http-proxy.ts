import { Secret } from '../secret.ts';

/** A proxy for requests over HTTP. */
export interface HttpProxy {
  /** Scheme, host and port; without a login. */
  url: URL;
  /** Value of `Proxy-Authorization`; absent without a login. */
  authorization?: Secret;
}

/**
 * Reads `http://USER:PASSWORD@HOST:PORT`, or `https:` where the proxy itself speaks TLS; as curl does, without a scheme
 * too. `undefined` for anything else, such as SOCKS.
 */
export function readHttpProxy(text: string): HttpProxy | undefined {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || /[\s\p{Cc}]/u.test(text))
    return undefined;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return undefined;
  const { username, password } = url;
  url.username = '';
  url.password = '';
  if (username === '' && password === '') return { url };
  const login = readLogin(username, password);
  return login === undefined ? undefined : { url, authorization: new Secret(`Basic ${login}`) };
}

/** Returns a proxy's address for people. */
export function showProxy({ url, authorization }: HttpProxy): string {
  return authorization === undefined ? url.origin : `${url.protocol}//***@${url.host}`;
}

/** Returns what must not show where a proxy repeats a request: its login whole, and the password alone. */
export function proxySecrets(proxy: HttpProxy | undefined): readonly Secret[] {
  const authorization = proxy?.authorization;
  if (authorization === undefined) return [];
  const login = Buffer.from(authorization.reveal().replace('Basic ', ''), 'base64').toString();
  const password = login.slice(login.indexOf(':') + 1);
  return [login, password].filter((part) => part.length >= 4).map((part) => new Secret(part));
}

/** The port where it listens, also where the URL leaves it out. */
export function proxyPort({ url }: HttpProxy): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function readLogin(username: string, password: string): string | undefined {
  try {
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return Buffer.from(login).toString('base64');
  } catch {
    return undefined;
  }
}
