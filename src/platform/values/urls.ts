import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { readHttpProxy, showProxy, type HttpProxy } from '../http/http-proxy.ts';
import { objectType, parsedText } from './field-types.ts';
import type { Flaw } from '../document/problem.ts';

/** The origin of the API: http or https, no path, no query, no login. */
export function endpointUrl() {
  return httpUrl('https://HOST, or leave it out', {
    findFlaw: (url) =>
      url.pathname === '/' && url.search === '' && url.hash === '' && !hasLogin(url)
        ? undefined
        : { message: 'must be scheme and host only', hint: 'take away path, query and login: https://HOST' },
    toText: (url) => url.origin,
  });
}

/** The base of links in messages: http or https; a trailing slash is dropped. */
export function publicUrl() {
  return httpUrl('https://batchwatch.example.com', {
    findFlaw: (url) =>
      url.search === '' && url.hash === '' && !hasLogin(url)
        ? undefined
        : {
            message: 'must have no query, fragment or login',
            hint: 'it is put before the links in messages',
          },
    toText: (url) => url.href.replace(/\/+$/, ''),
  });
}

/** The base of a vendor's API, or of what stands in for it: http or https, with or without a path. */
export function apiUrl() {
  return httpUrl('https://api.example.com', {
    findFlaw: (url) =>
      url.search === '' && url.hash === '' && !hasLogin(url)
        ? undefined
        : { message: 'must have no query, fragment or login', hint: 'write scheme, host and perhaps a path' },
    toText: (url) => url.href.replace(/\/+$/, ''),
  });
}

/** A page to open from a message: http or https, whatever its path, query and fragment. */
export function pageUrl() {
  return httpUrl('https://wiki.example.com/page', {
    findFlaw: (url) =>
      hasLogin(url)
        ? { message: 'must have no login', hint: 'every reader of a message sees it' }
        : undefined,
  });
}

/** Reads the address that gives tokens: http or https, with any path and query. */
export function tokenUrl() {
  return httpUrl('https://login.example.com/token', {
    findFlaw: (url) =>
      url.hash === '' && !hasLogin(url)
        ? undefined
        : {
            message: 'must have no fragment or login',
            hint: 'the secrets of the application have their own keys',
          },
  });
}

interface UrlRules {
  findFlaw: (url: URL) => Flaw | undefined;
  toText?: (url: URL) => string;
}

/** @param example for the hint */
function httpUrl(example: string, { findFlaw, toText = String }: UrlRules) {
  return parsedText(z.string(), {
    read(text) {
      const url = readHttpUrl(text);
      if (url === undefined) {
        return { message: 'is not an http or https URL', hint: `write e.g. ${example}` };
      }
      return findFlaw(url) ?? { value: toText(url) };
    },
    write: String,
  });
}

/** A proxy, perhaps with a login. */
export function proxyUrl() {
  return parsedText(objectType<HttpProxy>(), {
    read(text) {
      const proxy = readHttpProxy(text);
      if (proxy !== undefined) return { value: proxy };
      return {
        message: 'is not the URL of an HTTP proxy',
        hint: 'write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, signs such as @ and : in them as %40 and %3A; SOCKS is not supported',
      };
    },
    write: showProxy,
  });
}

/**
 * Says whether requests to the host never leave this machine, however the host is spelled: `127.1`, `[::ffff:127.0.0.1]`,
 * `localhost.`. Takes a URL's `hostname` or a bare host.
 */
export function isLoopbackHost(host: string): boolean {
  const name = toHostname(host);
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    (isIP(name) !== 0 && LOOPBACK.check(name, familyOf(name)))
  );
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Says whether a browser that follows a link to the host looks for it on its own machine. */
export function isReadersOwnHost(host: string): boolean {
  return isLoopbackHost(host) || READERS_OWN.has(toHostname(host));
}

/** Names that hosts files give to loopback, and addresses that stand for every address of a machine. */
const READERS_OWN: ReadonlySet<string> = new Set([
  'localhost.localdomain',
  'localhost4',
  'localhost6',
  'ip6-localhost',
  'ip6-loopback',
  '0.0.0.0',
  '::',
  '::ffff:0:0',
]);

/** The host as a URL spells it, without brackets and without the dot of the root. */
function toHostname(host: string): string {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (/[^\p{L}\p{N}.:_-]/u.test(bare)) return bare;
  const url = URL.parse(`http://${bare.includes(':') ? `[${bare}]` : bare}`);
  return (url?.hostname ?? bare).replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** The URL, when it is plain http to another machine; undefined otherwise and for what is no URL. */
export function isRemotePlainHttp(value: string): boolean {
  const url = readHttpUrl(value);
  return url?.protocol === 'http:' && !isLoopbackHost(url.hostname);
}

/** Says why a text is no http or https URL that a request can go to. `undefined` when it is one, whatever else is in it. */
export function httpUrlFlaw(value: string, example: string): Flaw | undefined {
  const url = readHttpUrl(value);
  if (url === undefined) return { message: 'is not an http or https URL', hint: `write e.g. ${example}` };
  if (isDecodable(url.username) && isDecodable(url.password)) return undefined;
  return { message: 'has a login with a % that stands for no sign', hint: 'write % itself as %25' };
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function readHttpUrl(value: string): URL | undefined {
  if (!/^https?:\/\/[^/\s]/i.test(value) || /[\s\p{Cc}]/u.test(value)) return undefined;
  const url = URL.parse(value);
  return url === null ? undefined : url;
}

function hasLogin(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}
