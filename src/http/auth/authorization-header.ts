import { createHash, timingSafeEqual } from 'node:crypto';
import type { Token } from './access-rules.ts';
import { readUtf8 } from './read-utf8.ts';

/** The name and the password of HTTP Basic (RFC 7617); undefined for what is none, two of them included. */
export function readBasic(header: string): { user: string; password: string } | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/_-]+={0,2})$/i.exec(header) ?? [];
  if (encoded === undefined) return undefined;
  const text = readUtf8(Buffer.from(encoded, 'base64'));
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon === -1) return undefined;
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Finds the token of the header. `undefined` when it is nobody's. */
export function findToken(header: string, tokens: readonly Token[]): Token | undefined {
  const [, sent] = /^Bearer +([\x21-\x7E]+)$/i.exec(header) ?? [];
  if (sent === undefined) return undefined;
  const digest = digestOf(sent);
  // All of them are compared, each as digests of one length: the time says nothing of any.
  const matches = tokens.filter(({ token }) => timingSafeEqual(digestOf(token.reveal()), digest));
  return matches[0];
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
