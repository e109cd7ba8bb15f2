import { MINUTE, type Instant } from '../../platform/time.ts';
import { dueOf } from './outbox.ts';
import type { Database, WriteTransaction } from '../sqlite/store.ts';

/** Returns the number of messages that the channel offered in the last minute. */
export async function offeredLately(
  db: Database,
  { channel, now }: { channel: string; now: Instant },
): Promise<number> {
  const { offers } = await db
    .selectFrom('attempt')
    .select(({ fn }) => fn.countAll<number>().as('offers'))
    .where('channel', '=', channel)
    .where('started_at', '>', now - MINUTE)
    .where('started_at', '<=', now)
    .executeTakeFirstOrThrow();
  return offers;
}

/** When the channel may offer its next message without passing `maxPerMinute`; undefined when it may now. */
export async function rateLimitedUntil(
  db: Database,
  limit: { channel: string; maxPerMinute: number; now: Instant },
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('attempt')
    .select('started_at')
    .where('channel', '=', limit.channel)
    .where('started_at', '>', limit.now - MINUTE)
    .where('started_at', '<=', limit.now)
    // What failed before a message could be offered: it must not use up the rate of those that can be.
    .where((eb) => eb.or([eb('reason', 'is', null), eb('reason', 'not in', ['network', 'tls', 'auth'])]))
    .orderBy('started_at', 'desc')
    .limit(1)
    .offset(limit.maxPerMinute - 1)
    .executeTakeFirst();
  return row === undefined ? undefined : row.started_at + MINUTE;
}

/** Notes which entries are due and must wait for the channel's rate; returns how many of them had not to before. */
export async function holdByRate(
  trx: WriteTransaction,
  { channel, now }: { channel: string; now: Instant },
): Promise<number> {
  const held = dueOf(trx, channel, now).where('rate_capped_at', 'is', null).select('outbox.id');
  const { numUpdatedRows } = await trx
    .updateTable('outbox')
    .set({ rate_capped_at: now })
    .where('id', 'in', held)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
