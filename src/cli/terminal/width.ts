import { graphemesOf } from '../../platform/text/graphemes.ts';

/** Columns on a terminal: wide characters (East Asian, emoji) take two, marks that sit on others none. */
export function width(text: string): number {
  let columns = 0;
  for (const { segment } of graphemesOf(text)) columns += widthOf(segment);
  return columns;
}

/** The beginning of a text that fits, with an ellipsis where something is left out. */
export function cutToWidth(text: string, most: number): string {
  if (width(text) <= most) return text;
  return `${piecesOf(text, Math.max(0, most - 1))[0] ?? ''}…`;
}

/** The text in pieces that fit. */
export function wrapToWidth(text: string, most: number): readonly string[] {
  return piecesOf(text, most);
}

function piecesOf(text: string, most: number): string[] {
  const pieces: string[] = [];
  let [piece, columns] = ['', 0];
  for (const { segment } of graphemesOf(text)) {
    const wide = widthOf(segment);
    if (columns + wide > most && piece !== '') {
      pieces.push(piece);
      [piece, columns] = ['', 0];
    }
    piece += segment;
    columns += wide;
  }
  return [...pieces, piece];
}

function widthOf(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2;
  return MARK.test(grapheme) ? 0 : 1;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const MARK = /^[\p{M}\p{Cf}]+$/u;
