/**
 * Makes visible what a reader would not see and a browser would act on: control characters, line and paragraph
 * separators, lone surrogates and format characters such as bidi overrides, as `\n`, `\x1B`, `\u{202E}`; as mails do. The
 * two joiners stay: emoji and several scripts are spelled with them. What is longer than `most` is cut.
 */
export function visibleText(text: string, most = LONGEST): string {
  const shown = text.length > most ? `${text.slice(0, most)}…` : text;
  return shown.replace(UNSEEN, toEscape);
}

/** The API allows names of 128 characters; what is longer is there to fill pages. */
const LONGEST = 300;

const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/gu;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t' };

function toEscape(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex.padStart(4, '0')}}`;
}
