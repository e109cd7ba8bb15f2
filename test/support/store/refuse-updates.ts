import { sql } from 'kysely';
import type { Store } from '../../../src/store/store.ts';
import { isOnPostgres } from './store-place.ts';

/** Makes changes of rows in a table fail until it is disposed of, on either engine. */
export async function refuseUpdates(
  store: Pick<Store, 'write'>,
  { table, when = 'true' }: { table: string; when?: string },
): Promise<AsyncDisposable> {
  const run = (statements: readonly string[]) =>
    store.write(async (trx) => {
      for (const statement of statements) await sql.raw(statement).execute(trx);
    });
  const trigger = `CREATE TRIGGER refuse BEFORE UPDATE ON ${table}`;
  const reason = 'no records today';
  await run(
    isOnPostgres
      ? [
          `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''${reason}''; END'`,
          `${trigger} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION refuse()`,
        ]
      : [`${trigger} WHEN ${when} BEGIN SELECT RAISE(ABORT, '${reason}'); END`],
  );
  return {
    [Symbol.asyncDispose]: () =>
      run(isOnPostgres ? ['DROP FUNCTION refuse() CASCADE'] : ['DROP TRIGGER refuse']),
  };
}
