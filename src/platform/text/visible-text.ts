/**
 * Makes visible what a reader would not see and a header or a terminal would act on: control characters
 * (CR and LF above all), line and paragraph separators, lone surrogates, and format characters such as
 * bidi overrides, as `\n`, `\x1B`, `\u{202E}`. Everything else stays byte for byte; the two joiners stay
 * too, because emoji and several scripts are spelled with them.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, toEscape);
}

const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/gu;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t' };

function toEscape(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex.padStart(4, '0')}}`;
}

/** The same for prose, e.g. an error message: runs of white space and line breaks read as one blank. */
export function visibleProse(text: string): string {
  return visibleText(text.replace(/\s+/gu, ' ').trim());
}
