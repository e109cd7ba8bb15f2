import { toAsciiDomain } from './mail-address.ts';

/**
 * The name for EHLO: the configured one, else the full name of this host, else the domain of the sender. RFC 5321
 * §4.1.4 asks for a full name, and servers refuse `localhost` or the name of a container.
 */
export function helloName({ hello, from }: { hello?: string; from: string }, hostname: string): string {
  const own = FULL_NAME.test(hostname) ? hostname : senderDomain(from);
  return toAsciiDomain(hello ?? own ?? 'localhost');
}

/** The domain of `address` or `Name <address>`. */
export function senderDomain(from: string): string | undefined {
  return /@([^\s@<>]+)>?\s*$/.exec(from)?.[1];
}

/** Two labels or more; the last has a letter, so that it is no address. */
const FULL_NAME =
  /^(?!localhost\.)(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
