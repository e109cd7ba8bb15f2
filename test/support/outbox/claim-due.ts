import { dueEntries } from '../../../src/store/outbox/due-entries.ts';
import { claim, type OutboxEntry } from '../../../src/store/outbox/outbox.ts';
import type { WriteTransaction } from '../../../src/store/database.ts';
import type { Instant } from '../../../src/platform/time.ts';

/** Claims the entry that is due longest, as delivery does; undefined when none is. */
export async function claimDue(
  trx: WriteTransaction,
  channel: string,
  now: Instant,
): Promise<OutboxEntry | undefined> {
  const [id] = await dueEntries(trx, { channel, now, limit: 1 });
  return id === undefined ? undefined : (await claim(trx, [id], now))[0];
}
