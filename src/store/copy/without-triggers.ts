import { sql } from 'kysely';
import type { WriteTransaction } from '../database.ts';
import { eitherWords } from '../dialect/words.ts';

/** The statements that put triggers out of work, and back to it. */
interface Switch {
  off: string;
  on: string;
}

/** Runs `work` while no trigger works: what they keep is copied, and must not be counted again. */
export async function withoutTriggers(trx: WriteTransaction, work: () => Promise<void>): Promise<void> {
  const { rows } = await switches().execute(trx);
  for (const { off } of rows) await sql.raw(off).execute(trx);
  await work();
  for (const { on } of rows) await sql.raw(on).execute(trx);
}

function switches() {
  return eitherWords(
    sql<Switch>`SELECT 'DROP TRIGGER "' || name || '"' AS "off", sql AS "on" FROM sqlite_master WHERE type = 'trigger'`,
    () => sql`
      SELECT DISTINCT format('ALTER TABLE %s DISABLE TRIGGER USER', tgrelid::regclass) AS "off",
        format('ALTER TABLE %s ENABLE TRIGGER USER', tgrelid::regclass) AS "on"
      FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
      WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace`,
  );
}
