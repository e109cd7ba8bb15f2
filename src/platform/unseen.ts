/**
 * Matches what a reader does not see and a terminal may obey: control characters, line and paragraph separators, lone
 * surrogates, and format characters such as bidi overrides. The two joiners stay: emoji and several scripts need them.
 */
export const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/gu;

/** Shows unseen characters as `\u{202e}`, so that text from a job or a server cannot steer a terminal. */
export function showUnseen(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Escapes unseen characters of a JSON text, but for line breaks. It reads back as the same value. */
export function escapeUnseen(json: string): string {
  return json.replace(UNSEEN, (character) =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
          .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
          .join(''),
  );
}
