import type { Secret } from '../secret.ts';
import { anySpelling } from './spellings.ts';
import { cutText } from './cut-text.ts';
import { visibleProse } from './visible-text.ts';

/**
 * Makes an answer of a server fit for logs, the store and `explain`: one printable line of at most 300 code points.
 * No secret occurs in it, neither plain nor as servers echo it (base64, hex digits, encoded for a URL, or escaped in JSON or HTML).
 */
export function responseText(text: string, ...secrets: readonly (Secret | undefined)[]): string {
  const read = text.length > READ_LIMIT ? text.slice(0, READ_LIMIT).replace(LAST_WORD, '') : text;
  return cutText(redact(visibleProse(redact(read, secrets)), secrets), RESPONSE_LIMIT);
}

const RESPONSE_LIMIT = 300;
/** So much of an answer is searched for secrets. */
const READ_LIMIT = 8_192;
/** The cut may have left half a secret. */
const LAST_WORD = /\S*$/;

function redact(text: string, secrets: readonly (Secret | undefined)[]): string {
  return secrets.reduce((rest, secret) => (secret === undefined ? rest : redactOne(rest, secret)), text);
}

function redactOne(text: string, secret: Secret): string {
  const plain = secret.reveal();
  if (plain === '') return text;
  const spellings = [visibleProse(plain), Buffer.from(plain).toString('base64')];
  const hidden = spellings.reduce((rest, spelling) => rest.replaceAll(spelling || plain, '***'), text);
  return patternsOf(secret)
    .reduce((rest, pattern) => rest.replace(pattern, '***'), hidden)
    .replace(BASE64_WORD, (word) => (decodes(word).includes(plain) ? '***' : word));
}

/** They take long to make, and most secrets live as long as the process. */
const patterns = new WeakMap<Secret, readonly RegExp[]>();

function patternsOf(secret: Secret): readonly RegExp[] {
  const known = patterns.get(secret);
  if (known !== undefined) return known;
  const plain = secret.reveal();
  const digits = Buffer.from(plain).toString('hex');
  const made = [plain, ...(digits.length < 8 ? [] : [digits])].map(anySpelling);
  patterns.set(secret, made);
  return made;
}

/** An `AUTH PLAIN` argument holds the password between others, where its own base64 is not found. */
const BASE64_WORD = /[A-Za-z0-9+/]{8,}={0,2}/g;

function decodes(word: string): string {
  return Buffer.from(word, 'base64').toString('utf8');
}
