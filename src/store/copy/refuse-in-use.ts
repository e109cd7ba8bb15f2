import { sql } from 'kysely';
import { LEASE_TTL_SECONDS } from '../../lease/lease-terms.ts';
import type { WriteTransaction } from '../database.ts';
import { eitherWords } from '../dialect/words.ts';
import { StoreFault } from '../store-fault.ts';

/** @throws StoreFault when a replica lives. A file has none: who runs on it holds its lock. */
export async function refuseInUse(trx: WriteTransaction, place: string): Promise<void> {
  const { rows } = await eitherWords(sql<{ holder: string }>`SELECT NULL AS holder WHERE false`, () => {
    const ttl = sql`interval '${sql.raw(String(LEASE_TTL_SECONDS))} seconds'`;
    return sql`
        SELECT holder FROM replica WHERE seen_at > clock_timestamp() - ${ttl}
        UNION
        SELECT holder FROM lease WHERE expires_at BETWEEN clock_timestamp() AND clock_timestamp() + ${ttl}
        ORDER BY holder LIMIT 1`;
  }).execute(trx);
  const [row] = rows;
  if (row === undefined) return;
  throw new StoreFault('store-in-use', `the store ${place} is in use by the replica ${row.holder}`, {
    hint: `Stop all replicas first. One that was killed counts as running for another ${LEASE_TTL_SECONDS} s.`,
  });
}
