import { fromJson } from '../dialect/json.ts';
import type { Database, WriteTransaction } from '../sqlite/store.ts';

/** A single value that survives restarts: the one that is kept, or the one made now when there is none. */
export async function getOrCreateSetting(
  trx: WriteTransaction,
  { name, make }: { name: string; make: () => string },
): Promise<string> {
  await trx
    .insertInto('fact')
    .values({ name, value: make() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { value } = await trx
    .selectFrom('fact')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return value;
}

/** A single value that survives restarts; undefined when it was never kept. */
export async function getSetting<Value>(db: Database, name: string): Promise<Value | undefined> {
  const row = await db.selectFrom('fact').select('value').where('name', '=', name).executeTakeFirst();
  return row === undefined ? undefined : fromJson<Value>(row.value);
}

/** Keeps a value under a name; undefined forgets it. */
export async function setSetting(trx: WriteTransaction, name: string, value: unknown): Promise<void> {
  if (value === undefined) {
    await trx.deleteFrom('fact').where('name', '=', name).execute();
    return;
  }
  const text = JSON.stringify(value);
  await trx
    .insertInto('fact')
    .values({ name, value: text })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
    .execute();
}
