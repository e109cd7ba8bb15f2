import type { RawBuilder, RawNode } from 'kysely';

/** The words of PostgreSQL for pieces of SQL that SQLite says otherwise. */
const POSTGRES = new WeakMap<RawNode, () => RawBuilder<unknown>>();

/**
 * Returns a piece of SQL that each engine says in words of its own. It stands in any statement, and no caller names the
 * engine: the compiler for PostgreSQL looks up its words.
 * @param sqlite Made for this call alone.
 */
export function eitherWords<T>(sqlite: RawBuilder<T>, postgres: () => RawBuilder<unknown>): RawBuilder<T> {
  POSTGRES.set(sqlite.toOperationNode(), postgres);
  return sqlite;
}

/** The piece in the words of PostgreSQL. One without a mark is the same on both engines. */
export function inPostgres(node: RawNode): RawNode {
  return POSTGRES.get(node)?.().toOperationNode() ?? node;
}
