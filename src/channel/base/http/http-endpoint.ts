import { Secret } from '../../../platform/secret.ts';
import { destinationName } from './destination-name.ts';

/** One destination of messages over HTTP. */
export interface HttpEndpoint {
  /** Its name without the secrets in it: the recipient in the outbox. */
  name: string;
  url: URL;
  secrets: readonly Secret[];
}

/** Returns the endpoint at a URL that is a secret. @param others secrets that messages there need beside it. */
export function endpointAt(channel: string, url: Secret, ...others: readonly Secret[]): HttpEndpoint {
  const to = new URL(url.reveal());
  return { name: destinationName(channel, to), url: to, secrets: [url, ...secretParts(to), ...others] };
}

/** Returns the URL of an API, with the path that it usually has where it names none. */
export function withUsualPath(url: string, usual: string): string {
  return new URL(url).pathname === '/' ? new URL(usual, url).href : url;
}

/**
 * Returns the parts of a URL that are secrets by themselves: a server may send back a path or a key without the rest, as
 * it was written or decoded. Short words of a path, such as `hook`, are none.
 */
function secretParts({ pathname, search, searchParams, username, password }: URL): readonly Secret[] {
  const segments = pathname
    .split('/')
    .filter((part) => part.length >= 16 || (part.length >= 6 && /\d/.test(part)));
  const values = search.split('&').map((part) => part.slice(part.indexOf('=') + 1));
  const login = [username, password, ...(password === '' ? [] : [`${username}:${password}`])];
  const written = [`${pathname}${search}`, ...segments, ...values, ...login];
  return [...written, ...written.map(decoded), ...searchParams.values()]
    .filter((part) => part.length >= 6)
    .map((part) => new Secret(part));
}

/** Undoes the percent signs of a part of a URL, where they are well-formed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
