import { readUtf8 } from './read-utf8.ts';

/**
 * Reads the user that a proxy names in a header. Node reads each byte of a header as one character, but proxies send
 * UTF-8.
 * `undefined` for bytes that are not UTF-8, for an empty name, and for one that is too long. Also for two names with
 * a comma between: the client may have written one of them. Also for characters that cannot be seen, or that turn
 * text around.
 */
export function readUserName(header: string): string | undefined {
  const name = readUtf8(Buffer.from(header, 'latin1'));
  return name !== undefined && NAME.test(name) && name.trim() !== '' ? name : undefined;
}

const NAME = /^[^\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF,]{1,200}$/u;
