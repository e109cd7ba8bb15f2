import { html } from 'hono/html';
import type { Html } from './page-frame.ts';

/** More of one foreign text than this nobody reads in a list. */
const USUAL_LENGTH = 160;

/** Foreign text for a page: on one line, not too long, and unable to turn round what stands beside it. */
export function visible(text: string, most: number = USUAL_LENGTH): Html {
  return html`<bdi>${visibleText(text, most)}</bdi>`;
}

/**
 * The same as plain text, to be put into a phrase: control characters, lone surrogates and direction overrides are shown
 * as `\u{202E}`; the two joiners stay, for emoji and several scripts are spelled with them.
 */
export function visibleText(text: string, most: number = USUAL_LENGTH): string {
  const characters = Array.from(text.slice(0, 2 * most + 2));
  const cut = characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
  return cut.replace(
    UNSEEN,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}}`,
  );
}

const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/gu;
