import { CompiledQuery, type Compilable, type DialectAdapter } from 'kysely';
import type { WriteTransaction } from '../database.ts';

/**
 * Returns a function that inserts any number of rows, in order. It cuts them into pieces of a few fixed lengths and
 * compiles one statement for each length. To compile the statement of a whole page takes longer than to run it, and a
 * prepared one takes half a megabyte.
 * @param build The statement for these rows; its only parameters are their values, in the order of the columns.
 * @returns A function of the rows that returns the statement's rows, all pieces together.
 */
export function batchInsert<Row extends Readonly<Record<string, unknown>>, Returned>(
  build: (trx: WriteTransaction, rows: readonly Row[]) => Compilable<Returned>,
): (trx: WriteTransaction, rows: readonly Row[]) => Promise<Returned[]> {
  // Each engine has its own words.
  const compiled = new WeakMap<DialectAdapter, Map<number, string>>();
  return async (trx, rows) => {
    const returned: Returned[] = [];
    const { adapter } = trx.getExecutor();
    const statements = compiled.get(adapter) ?? new Map<number, string>();
    compiled.set(adapter, statements);
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
