import type { KyselyPlugin } from 'kysely';
import type { WriteTransaction } from '../../../src/store/database.ts';
import type { Store } from '../../../src/store/store.ts';

/** Does the work in a transaction of its own. Returns how many statements that took. */
export async function countStatements(
  store: Store,
  work: (trx: WriteTransaction) => Promise<unknown>,
): Promise<number> {
  let statements = 0;
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      statements += 1;
      return Promise.resolve(result);
    },
  };
  await store.write((trx) => work(trx.withPlugin(counter)));
  return statements;
}
