import { showUnseen } from '../../platform/unseen.ts';
import { cutToWidth, width, wrapToWidth } from './width.ts';

/** The room of a table. */
export interface TableSpace {
  /** Columns of the terminal; `undefined` where nothing is cut: a file or a pipe. */
  columns: number | undefined;
  /** Places of the columns that may be cut, for they hold prose. */
  elastic: readonly number[];
}

/**
 * Lays rows out in columns, two blanks apart, the last one ragged. Where that is too wide for the terminal, prose is cut;
 * where it is still too wide, each row becomes a block of lines.
 */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, elastic }: TableSpace = { columns: undefined, elastic: [] },
): string {
  const cells = [head, ...rows].map((row) => row.map(showUnseen));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))));
  const fitted = columns === undefined ? widths : fit(widths, { columns, elastic });
  return columns === undefined || fitted !== undefined
    ? toLines(cells, fitted ?? widths)
    : toBlocks(cells, columns);
}

const GAP = 2;
/** A cell that is cut to fewer columns says too little: then blocks are better. */
const NARROWEST = 20;
/** A line of a block takes so many, however narrow the terminal is. */
const LEAST_ROOM = 12;

/** Takes from the widest elastic column, one by one. `undefined` when that is not enough. */
function fit(
  natural: readonly number[],
  { columns, elastic }: { columns: number; elastic: readonly number[] },
): readonly number[] | undefined {
  const widths = [...natural];
  const total = () => widths.reduce((sum, one) => sum + one, GAP * (widths.length - 1));
  while (total() > columns) {
    const widest = elastic.reduce((best, one) => ((widths[one] ?? 0) > (widths[best] ?? 0) ? one : best), -1);
    const now = widths[widest] ?? 0;
    if (now <= NARROWEST) return undefined;
    widths[widest] = now - 1;
  }
  return widths;
}

function toLines(cells: readonly (readonly string[])[], widths: readonly number[]): string {
  return cells
    .map((row) =>
      row
        .map((cell, column) => {
          const shown = cutToWidth(cell, widths[column] ?? 0);
          return shown + ' '.repeat((widths[column] ?? 0) - width(shown));
        })
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Each row as lines of a name and a value; a long value goes on below itself. */
function toBlocks([head = [], ...rows]: readonly (readonly string[])[], columns: number): string {
  const indent = Math.max(...head.map(width)) + GAP;
  const room = Math.max(LEAST_ROOM, columns - indent);
  return rows
    .map((row) =>
      row
        .flatMap((cell, column) => {
          const name = head[column] ?? '';
          if (cell === '') return [];
          return wrapToWidth(cell, room).map(
            (piece, at) =>
              `${at === 0 ? name + ' '.repeat(indent - width(name)) : ' '.repeat(indent)}${piece}\n`,
          );
        })
        .join(''),
    )
    .join('\n');
}
