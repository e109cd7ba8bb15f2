import { sql } from 'kysely';
import type { WriteTransaction } from '../database.ts';
import { eachOf } from '../dialect/listed.ts';
import { eitherWords } from '../dialect/words.ts';
import { IS_FREE } from '../free-lease.ts';

/**
 * Ends leases that nobody holds any more, as if somebody had taken them: a former holder that still writes is refused.
 * Returns those of `names` that a replica holds. A store of one process has no leases.
 */
export async function breakFree(
  trx: WriteTransaction,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const query = eitherWords(
    sql<{ name: string }>`SELECT NULL AS name WHERE false`,
    () => sql`
      WITH broken AS (
        UPDATE lease SET epoch = epoch + 1, expires_at = '-infinity'
        WHERE name IN ${eachOf(names)} AND ${sql.raw(IS_FREE)} RETURNING name
      )
      SELECT name FROM lease WHERE name IN ${eachOf(names)} AND name NOT IN (SELECT name FROM broken)`,
  );
  const { rows } = await query.execute(trx);
  return new Set(rows.map(({ name }) => name));
}
