import { CompiledQuery, type Compilable } from 'kysely';
import type { WriteTransaction } from '../sqlite/store.ts';

/**
 * An INSERT of any number of rows, cut into pieces of few different lengths, in order. Each n of rows is a statement
 * of its own: to compile one of a page's rows takes longer than to run it, and a prepared one half a megabyte, so
 * each length is compiled once, and there are but these.
 * @param build The statement for these rows; its only parameters are their values, in the order of the columns.
 * @returns What is to be called with the rows; it resolves to what the statement returns, all pieces together.
 */
export function batchInsert<Row extends Readonly<Record<string, unknown>>, Returned>(
  build: (trx: WriteTransaction, rows: readonly Row[]) => Compilable<Returned>,
): (trx: WriteTransaction, rows: readonly Row[]) => Promise<Returned[]> {
  const statements = new Map<number, string>();
  return async (trx, rows) => {
    const returned: Returned[] = [];
    for (const piece of inFixedSizes(rows)) {
      const parameters = piece.flatMap((row) => Object.values(row));
      const statement = statements.get(piece.length) ?? compile(build(trx, piece), parameters);
      statements.set(piece.length, statement);
      const result = await trx.executeQuery<Returned>(CompiledQuery.raw(statement, parameters));
      returned.push(...result.rows);
    }
    return returned;
  };
}

const SIZES = [25, 5, 1] as const;

function inFixedSizes<Row>(rows: readonly Row[]): Row[][] {
  const pieces: Row[][] = [];
  let start = 0;
  for (const size of SIZES) {
    for (; rows.length - start >= size; start += size) pieces.push(rows.slice(start, start + size));
  }
  return pieces;
}

/** Its text, for any rows with these columns. */
function compile(statement: Compilable, expected: readonly unknown[]): string {
  const { sql, parameters } = statement.compile();
  const isSame =
    parameters.length === expected.length && parameters.every((value, i) => value === expected[i]);
  if (!isSame) throw new Error(`the parameters of an insertion are not its rows: ${sql}`);
  return sql;
}
