import { sql } from 'kysely';
import type { Database, WriteTransaction } from '../../../src/store/database.ts';

/** Counts the decisions that wait for a message. */
export async function waitingDecisions(db: Database): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    SELECT count(*) AS waiting FROM decision WHERE outcome = 'notify' AND notification IS NULL`.execute(db);
  return rows[0]?.waiting ?? 0;
}

/** Binds all that wait to a notification. */
export async function bindWaiting(trx: WriteTransaction, notification: number): Promise<void> {
  await sql`
    UPDATE decision SET notification = ${notification}
    WHERE outcome = 'notify' AND notification IS NULL`.execute(trx);
}
