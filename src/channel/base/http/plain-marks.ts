/**
 * Replaces the signs of Markdown, of mentions and of references in a text that is not ours, where the other side knows no
 * escape. An underscore within a word is no mark: most names stay as they are.
 */
export function plainMarks(text: string): string {
  return toFullWidth(text, /[<>[\]*`@#~\\]|&(?=#?\w+;)|^[-+=]|(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu);
}

/** Replaces each sign of ASCII that a pattern finds by its full-width form, which no client takes for a mark. */
export function toFullWidth(text: string, pattern: RegExp): string {
  return text.replace(pattern, (signs) =>
    Array.from(signs, (sign) => String.fromCodePoint(sign.charCodeAt(0) + TO_FULL_WIDTH)).join(''),
  );
}

/** The distance of `！` to `!`, and of each other sign of ASCII to its full-width form. */
const TO_FULL_WIDTH = 0xfe_e0;
