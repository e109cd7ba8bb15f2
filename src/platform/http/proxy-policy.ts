import { BlockList, isIP } from 'node:net';
import { readHttpProxy, type HttpProxy } from './http-proxy.ts';
import { hostOf, readNoProxy, type IsDirect } from './no-proxy.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Decides which way a request over HTTP takes; one policy for everything that Batchwatch asks. */
export class ProxyPolicy {
  readonly #proxies: Readonly<Record<string, HttpProxy | undefined>>;
  readonly #isDirect: IsDirect;

  /**
   * The configured proxy counts for all requests, in place of those of the environment: `HTTPS_PROXY` for `https:` and
   * `HTTP_PROXY` for `http:`. `NO_PROXY` counts beside either. As everywhere, the small names come before the large ones.
   */
  constructor(configured: HttpProxy | undefined, env: Environment) {
    const read = (name: string) => readVariable(env, name)?.proxy;
    this.#proxies = {
      'https:': configured ?? read('https_proxy'),
      'http:': configured ?? read('http_proxy'),
    };
    this.#isDirect = readNoProxy(env['no_proxy'] || env['NO_PROXY'] || '');
  }

  /** The proxy that a request to `url` goes through. `undefined`: it goes directly. */
  proxyFor(url: URL): HttpProxy | undefined {
    const proxy = this.#proxies[url.protocol];
    if (proxy === undefined || this.#isDirect(url)) return undefined;
    // At a proxy elsewhere, a loopback address would be the machine of the proxy.
    return isLoopback(url) && !isLoopback(proxy.url) ? undefined : proxy;
  }
}

/** Never uses a proxy. */
export const DIRECT = new ProxyPolicy(undefined, {});

/** The variables of the environment that name no proxy which can be used. */
export function unusableProxies(env: Environment): readonly string[] {
  return ['https_proxy', 'http_proxy'].flatMap((name) => {
    const variable = readVariable(env, name);
    return variable !== undefined && variable.proxy === undefined ? [variable.name] : [];
  });
}

function readVariable(env: Environment, small: string) {
  const name = [small, small.toUpperCase()].find((each) => (env[each] ?? '') !== '');
  return name === undefined ? undefined : { name, proxy: readHttpProxy(env[name] ?? '') };
}

function isLoopback(url: URL): boolean {
  const host = hostOf(url);
  if (isIP(host) === 0) return host === 'localhost' || host.endsWith('.localhost');
  return LOOPBACK.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
