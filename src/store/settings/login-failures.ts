import { sql, type RawBuilder } from 'kysely';
import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { eachOf } from '../dialect/listed.ts';
import { eitherWords } from '../dialect/words.ts';

/** The recent failures of one address or name. */
export interface LoginFailures {
  count: number;
  /** Since the last of them. */
  age: Duration;
}

/** Older failures count no more. */
export const FORGOTTEN_AFTER: Duration = 15 * MINUTE;
/** The most rows. Beyond them, those that failed longest ago go: whoever guesses must not fill the store. */
const MOST_ROWS = 10_000;

/** Reads the recent failures of these keys. A key without failures is not in the answer. */
export async function readLoginFailures(
  db: Database,
  keys: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, LoginFailures>> {
  const { rows } = await sql<LoginFailures & { key: string }>`
    SELECT key, failures AS count, ${clockOf(now)} - last_at AS age FROM login_failure
    WHERE key IN ${eachOf(keys)} AND ${isRecent(now)}`.execute(db);
  return new Map(rows.map(({ key, count, age }) => [key, { count, age: Math.max(0, age) }]));
}

/** Counts one more failure of each key, and forgets what is over or too much. */
export async function countLoginFailures(
  trx: WriteTransaction,
  keys: readonly string[],
  now: Instant,
): Promise<void> {
  await sql`DELETE FROM login_failure WHERE NOT (${isRecent(now)})`.execute(trx);
  for (const key of keys)
    await sql`
      INSERT INTO login_failure (key, failures, last_at) VALUES (${key}, 1, ${clockOf(now)})
      ON CONFLICT (key) DO UPDATE
      SET failures = login_failure.failures + 1, last_at = excluded.last_at`.execute(trx);
  await sql`
    DELETE FROM login_failure WHERE (last_at, key) < (
      SELECT last_at, key FROM login_failure ORDER BY last_at DESC, key DESC LIMIT 1 OFFSET ${MOST_ROWS - 1})`.execute(
    trx,
  );
}

/** Forgets the failures of a key. */
export async function forgetLoginFailures(trx: WriteTransaction, key: string): Promise<void> {
  await trx.deleteFrom('login_failure').where('key', '=', key).execute();
}

/** A time that is ahead was written before a clock was set back. */
function isRecent(now: Instant): RawBuilder<boolean> {
  const clock = clockOf(now);
  return sql`last_at BETWEEN ${clock} - ${FORGOTTEN_AFTER - 1} AND ${clock} + ${FORGOTTEN_AFTER - 1}`;
}

/** The clocks of replicas differ. The database has one for all. */
function clockOf(now: Instant): RawBuilder<Instant> {
  return eitherWords(
    sql<Instant>`${now}`,
    () => sql`floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint`,
  );
}
