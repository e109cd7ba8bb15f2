import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../database.ts';
import { indexedBy } from '../dialect/hints.ts';

/** Takes every entry of the outbox for delivered, as by a mail server that is always well. */
export async function deliverAll(trx: WriteTransaction, at: Instant): Promise<void> {
  await sql`
    UPDATE outbox ${indexedBy('outbox_due')} SET state = 'sent', offered = 1, settled_at = ${at}
    WHERE state = 'pending'`.execute(trx);
}
