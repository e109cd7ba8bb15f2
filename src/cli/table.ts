/**
 * Lays rows out in columns, two blanks apart, the last one ragged. Control characters, which a hostile job
 * name may hold, are shown as `\u{N}`.
 */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(showControls));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Makes control characters and direction overrides visible, so that text from a job cannot steer a terminal. */
export function showControls(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Columns on a terminal: wide characters (East Asian, emoji) take two, marks that sit on others none. */
export function width(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text))
    columns += WIDE.test(segment) ? 2 : MARK.test(segment) ? 0 : 1;
  return columns;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const MARK = /^[\p{M}\p{Cf}]+$/u;
