import { UNSEEN } from '../unseen.ts';
import { cutText } from './cut-text.ts';

/**
 * Makes characters visible that a reader would not see and that a header or a terminal would obey. These are control
 * characters (CR and LF above all), line and paragraph separators, lone surrogates, and format characters such as
 * bidi overrides. They become `\n`, `\x1B`, `\u{202E}`. Everything else stays byte for byte. The two joiners stay
 * too, because emoji and several scripts are spelled with them.
 *
 * The result has at most `most` code points. The text is cut before and after: megabytes cost no more than the part
 * that is kept, and visible characters are longer.
 */
export function visibleText(text: string, most = Infinity): string {
  return cutText(cutText(text, most).replace(UNSEEN, toEscape), most);
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t' };

function toEscape(character: string): string {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex.padStart(4, '0')}}`;
}

/** Does the same for prose, such as an error message: runs of white space and line breaks become one blank. */
export function visibleProse(text: string, most = Infinity): string {
  // Two units a code point at most, and a character never becomes shorter when it is made visible.
  const start = text
    .trimStart()
    .replace(/\s+/gu, ' ')
    .slice(0, 2 * most + 2);
  return cutText(visibleText(start.trimEnd()), most);
}
