import type { Secret } from '../secret.ts';
import { cutText } from './cut-text.ts';
import { visibleProse } from './visible-text.ts';

/**
 * Makes an answer of a server fit for logs, the store and `explain`: one printable line of at most 300 code points.
 * No secret occurs in it, neither plain nor as servers echo it (base64, encoded for a form, or in JSON).
 */
export function responseText(text: string, ...secrets: readonly (Secret | undefined)[]): string {
  return cutText(redact(visibleProse(redact(text, secrets)), secrets), RESPONSE_LIMIT);
}

const RESPONSE_LIMIT = 300;

function redact(text: string, secrets: readonly (Secret | undefined)[]): string {
  return secrets.reduce((rest, secret) => redactOne(rest, secret?.reveal() ?? ''), text);
}

function redactOne(text: string, plain: string): string {
  if (plain === '') return text;
  const inForm = new URLSearchParams({ _: plain }).toString().slice('_='.length);
  const inUrl = inForm.replaceAll('+', '%20');
  const spellings = [
    plain,
    visibleProse(plain),
    Buffer.from(plain).toString('base64'),
    inForm,
    inUrl,
    ...spellingsInJson(plain),
  ];
  const hidden = spellings.reduce((rest, spelling) => rest.replaceAll(spelling || plain, '***'), text);
  return hidden.replace(BASE64_WORD, (word) => (decodes(word).includes(plain) ? '***' : word));
}

/** Some servers escape the slashes in JSON, too, and all that is not ASCII. */
function spellingsInJson(plain: string): readonly string[] {
  const text = JSON.stringify(plain).slice(1, -1);
  const slashed = text.replaceAll('/', String.raw`\/`);
  return [text, slashed, inAscii(text), inAscii(slashed)];
}

function inAscii(text: string): string {
  return text.replace(/\P{ASCII}/gu, (sign) =>
    Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at))
      .map((unit) => String.raw`\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** An `AUTH PLAIN` argument holds the password between others, where its own base64 is not found. */
const BASE64_WORD = /[A-Za-z0-9+/]{8,}={0,2}/g;

function decodes(word: string): string {
  return Buffer.from(word, 'base64').toString('utf8');
}
