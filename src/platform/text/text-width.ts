/** Returns how many columns a text takes where Chinese characters take two, as in terminals and mail clients. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character) ? 2 : UNSEEN.test(character) ? 0 : 1;
  return width;
}

/** Returns true when a character is wide, or full-width, by Unicode's annex on East Asian width. */
export function isWide(character: string): boolean {
  return WIDE.test(character);
}

/** Marks upon a letter, variation selectors among them, and joiners. */
const UNSEEN = /\p{Mn}|\p{Me}|[\u200B-\u200D]/u;

const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
