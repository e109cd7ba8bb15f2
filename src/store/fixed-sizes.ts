const SIZES = [25, 5, 1] as const;

/**
 * Cuts rows into pieces of few different lengths, in order. An INSERT of n rows is a statement of its own for
 * each n, and a prepared one of a hundred rows takes half a megabyte: with every length in use they would fill
 * the memory.
 */
export function inFixedSizes<Row>(rows: readonly Row[]): Row[][] {
  const pieces: Row[][] = [];
  let start = 0;
  for (const size of SIZES) {
    for (; rows.length - start >= size; start += size) pieces.push(rows.slice(start, start + size));
  }
  return pieces;
}
