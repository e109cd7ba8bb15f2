import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readHttpProxy, showProxy } from '../../../../src/platform/http/http-proxy.ts';
import { ProxyPolicy, unusableProxies } from '../../../../src/platform/http/proxy-policy.ts';

type Env = Readonly<Record<string, string>>;

/** The proxy that a request takes, as `host:port`; `direct` without one. */
function way(url: string, env: Env, configured?: string): string {
  const proxy = new ProxyPolicy(
    configured === undefined ? undefined : readHttpProxy(configured),
    env,
  ).proxyFor(new URL(url));
  return proxy?.url.host ?? 'direct';
}

describe('the way of a request', () => {
  const BOTH = { HTTPS_PROXY: 'http://secure:1', HTTP_PROXY: 'http://plain:2' };

  it.each<[string, string, Env, string | undefined, string]>([
    ['is direct without a proxy', 'https://api.test/', {}, undefined, 'direct'],
    ['is by HTTPS_PROXY for https', 'https://api.test/', BOTH, undefined, 'secure:1'],
    ['is by HTTP_PROXY for http', 'http://api.test/', BOTH, undefined, 'plain:2'],
    [
      'is direct for http beside HTTPS_PROXY alone',
      'http://api.test/',
      { HTTPS_PROXY: 'p:1' },
      undefined,
      'direct',
    ],
    [
      'is by the small name first',
      'https://api.test/',
      { ...BOTH, https_proxy: 'small:3' },
      undefined,
      'small:3',
    ],
    [
      'takes an empty variable for none',
      'https://api.test/',
      { ...BOTH, https_proxy: '' },
      undefined,
      'secure:1',
    ],
    [
      'needs no scheme',
      'https://api.test/',
      { HTTPS_PROXY: 'proxy.test:3128' },
      undefined,
      'proxy.test:3128',
    ],
    ['is by the configured one before all', 'https://api.test/', BOTH, 'http://mine:4', 'mine:4'],
    ['is by the configured one for http, too', 'http://api.test/', {}, 'http://mine:4', 'mine:4'],
    ['is direct for NO_PROXY', 'https://api.test/', { ...BOTH, NO_PROXY: 'api.test' }, undefined, 'direct'],
    [
      'is direct for NO_PROXY beside the configured one',
      'https://api.test/',
      { NO_PROXY: '.test' },
      'http://mine:4',
      'direct',
    ],
    [
      'is by no_proxy before NO_PROXY',
      'https://api.test/',
      { ...BOTH, NO_PROXY: '*', no_proxy: 'x' },
      undefined,
      'secure:1',
    ],
    ['is direct to loopback', 'http://127.0.0.1:9/', BOTH, undefined, 'direct'],
    ['is direct to localhost', 'https://localhost:9/', BOTH, 'http://mine:4', 'direct'],
    ['is direct to IPv6 loopback', 'http://[::1]:9/', BOTH, undefined, 'direct'],
    [
      'is by a proxy on loopback to loopback',
      'http://127.0.0.1:9/',
      { HTTP_PROXY: 'http://localhost:8' },
      undefined,
      'localhost:8',
    ],
    [
      'is direct where the proxy is none of HTTP',
      'https://api.test/',
      { HTTPS_PROXY: 'socks5://p:1' },
      undefined,
      'direct',
    ],
  ])('%s', (_, url, env, configured, expected) => {
    expect(way(url, env, configured)).toBe(expected);
  });

  it('is reported to be unusable by the name of its variable', () => {
    expect(unusableProxies({ HTTPS_PROXY: 'socks5://p:1', http_proxy: 'http://p:1' })).toEqual([
      'HTTPS_PROXY',
    ]);
    expect(unusableProxies({ https_proxy: 'http://p:1/path', HTTP_PROXY: '' })).toEqual(['https_proxy']);
    expect(unusableProxies({})).toEqual([]);
  });
});

describe('a proxy with a login', () => {
  it('shows neither user nor password', () => {
    const proxy = readHttpProxy('http://us%40er:p%3Ass%2Fw@proxy.test:3128');
    if (proxy === undefined) throw new Error('not read');
    const shown = [
      showProxy(proxy),
      JSON.stringify(proxy),
      inspect(proxy, { depth: null, showHidden: true }),
    ];
    expect(shown[0]).toBe('http://***@proxy.test:3128');
    expect(shown.join(' ')).not.toMatch(/us%40er|us@er|p%3Ass|p:ss|dXNAZXI/);
    expect(proxy.authorization?.reveal()).toBe(`Basic ${Buffer.from('us@er:p:ss/w').toString('base64')}`);
  });

  it.each([
    'http://u:%zz@p:1',
    'socks5://p:1',
    'http://',
    'http://p:1/x',
    'http://p:1?x',
    'p q:1',
    'ftp://p',
    'http://p:99999',
  ])('is none when it reads %j', (text) => {
    expect(readHttpProxy(text)).toBeUndefined();
  });
});
