import { graphemesOf } from '../../../platform/text/graphemes.ts';
import { isWide, widthOf } from '../../../platform/text/text-width.ts';

/** Text as RFC 3676 sends it. */
export interface FlowedText {
  text: string;
  /** True when the blank that marks a soft break is no part of the text: Chinese has none where a line may break. */
  delSp: boolean;
}

/**
 * Breaks long lines so that none is wider than 76 columns, and a mail client that knows format=flowed joins them again
 * (RFC 3676). Lines break after a blank, or between Chinese characters; a link or an id is never broken, however long.
 * @param text logical lines with CRLF between them. Blanks at the end of a line are dropped, but for `-- `.
 */
export function flowText(text: string): FlowedText {
  const lines = text.split('\r\n').map((line) => (line === SIGNATURE ? line : line.trimEnd()));
  const delSp = lines.some((line) => isLong(line) && Array.from(line).some(isWide));
  const marker = delSp ? ' ' : '';
  const flowed = lines.map((line) =>
    softLines(line, WIDTH - marker.length)
      .map(stuff)
      .join(`${marker}\r\n`),
  );
  return { text: flowed.join('\r\n'), delSp };
}

/** Below the 78 of RFC 3676, so that plain ASCII needs no transfer encoding, which keeps lines of 76 as they are. */
const WIDTH = 76;

/** Stands above what identifies the sender (RFC 3676, §4.3). */
export const SIGNATURE = '-- ';

/** Space-stuffing (RFC 3676, §4.4): what a reader would take for a quote or a stuffed line gets a blank before it. */
function stuff(line: string): string {
  return /^(?: |>|From )/.test(line) ? ` ${line}` : line;
}

/** One column is left for space-stuffing. */
function isLong(line: string): boolean {
  return widthOf(line) + 1 > WIDTH;
}

/** Splits a line before the words that would be wider than `width`. */
function softLines(line: string, width: number): readonly string[] {
  if (line === SIGNATURE || !isLong(line)) return [line];
  const lines: string[] = [];
  let current = '';
  let columns = 0;
  for (const piece of pieces(line)) {
    const wide = widthOf(piece);
    if (current.trim() !== '' && columns + wide + 1 > width) {
      lines.push(current);
      current = '';
      columns = 0;
    }
    current += piece;
    columns += wide;
  }
  return [...lines, current];
}

/** Splits a line into what is kept together: a word with the blanks after it, or a Chinese character with its punctuation. */
function pieces(line: string): readonly string[] {
  const found: string[] = [];
  let current = '';
  let last: string | undefined;
  for (const { segment } of graphemesOf(line)) {
    if (last !== undefined && mayBreak(last, segment)) {
      found.push(current);
      current = '';
      last = undefined;
    }
    current += segment;
    // Blanks that begin a piece stay with what follows.
    if (last !== undefined || segment.trim() !== '') last = segment;
  }
  return [...found, current];
}

/** Returns whether a line may end between two characters, as a reader counts them. */
function mayBreak(before: string, after: string): boolean {
  if (after === ' ') return false;
  if (before.endsWith(' ')) return true;
  const last = Array.from(before).at(-1) ?? '';
  const [next = ''] = after;
  return (isWide(last) || isWide(next)) && !OPENING.test(last) && !CLOSING.test(next);
}

const OPENING = /[\p{Ps}\p{Pi}]/u;
const CLOSING = /[\p{Pe}\p{Pf}，。、；：！？…]/u;
