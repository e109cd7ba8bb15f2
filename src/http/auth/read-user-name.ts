import { readUtf8 } from './read-utf8.ts';

/**
 * The user that a proxy names in a header. Node reads each byte of a header as one character, but proxies send UTF-8.
 * Undefined for bytes that are none, and for what nobody is called: nothing, or too much of it; two names (a comma:
 * one may be the client's own, and there is no telling which); signs that cannot be seen or that turn text around.
 */
export function readUserName(header: string): string | undefined {
  const name = readUtf8(Buffer.from(header, 'latin1'));
  return name !== undefined && NAME.test(name) && name.trim() !== '' ? name : undefined;
}

const NAME = /^[^\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF,]{1,200}$/u;
