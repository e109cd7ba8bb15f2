import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Schema } from '../../../src/store/schema/schema.ts';
import { NodeSqliteDialect } from '../../../src/store/sqlite/node-sqlite-dialect.ts';
import type { Store, WriteTransaction } from '../../../src/store/sqlite/store.ts';

/** Does the work in a transaction of its own over the store's file. Returns how many statements that took. */
export async function countStatements(
  { path }: Pick<Store, 'path'>,
  work: (trx: WriteTransaction) => Promise<unknown>,
): Promise<number> {
  let statements = 0;
  const db = new Kysely<Schema>({
    dialect: new NodeSqliteDialect(new DatabaseSync(path)),
    log: () => {
      statements += 1;
    },
  });
  const counted = await db.transaction().execute(async (trx) => {
    statements = 0;
    await work(trx);
    return statements;
  });
  await db.destroy();
  return counted;
}
