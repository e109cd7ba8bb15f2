import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { OutboxState } from '../schema/outbox-tables.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { thenJoin } from '../dialect/hints.ts';
import { eachId, eachOf } from '../dialect/listed.ts';

/** Returns the state of an entry of the outbox, and its receiver. `undefined` when there is no such entry. */
export async function findEntry(
  db: Database,
  id: number,
): Promise<{ state: OutboxState; receiver: string } | undefined> {
  return await db
    .selectFrom('outbox')
    .innerJoin('notification', 'notification.id', 'outbox.notification')
    .select(['outbox.state', 'notification.receiver'])
    .where('outbox.id', '=', id)
    .executeTakeFirst();
}

export interface DeadEntriesQuery {
  /** Only those to this receiver. */
  receiver?: string | undefined;
  /** Only those that were given up at that time or later. */
  since?: Instant | undefined;
  /** Names of the configured receivers. */
  receivers: readonly string[];
  /** The most ids to return. */
  most: number;
}

/**
 * Returns the ids of undeliverable entries to configured receivers, the oldest first, and how many there are with and
 * without such a receiver. By the index on entries that are dead: few are.
 */
export async function deadEntries(
  db: Database,
  { receivers, most, ...only }: DeadEntriesQuery,
): Promise<{ ids: number[]; configured: number; removed: number }> {
  const { receiver, since } = only;
  const wanted = [
    sql`outbox.state = 'dead'`,
    ...(receiver === undefined ? [] : [sql`receiver = ${receiver}`]),
    ...(since === undefined ? [] : [sql`outbox.settled_at >= ${since}`]),
  ];
  const dead = sql`outbox ${thenJoin()} notification ON notification.id = outbox.notification
    WHERE ${sql.join(wanted, sql` AND `)}`;
  const isConfigured = sql`receiver IN ${eachOf(receivers)}`;
  const counted = await sql<{ configured: number; removed: number }>`
    SELECT count(*) FILTER (WHERE ${isConfigured}) AS configured,
      count(*) FILTER (WHERE NOT ${isConfigured}) AS removed FROM ${dead}`.execute(db);
  const { rows } = await sql<{ id: number }>`
    SELECT outbox.id FROM ${dead} AND ${isConfigured} ORDER BY outbox.id LIMIT ${most}`.execute(db);
  return { ids: rows.map(({ id }) => id), ...(counted.rows[0] ?? { configured: 0, removed: 0 }) };
}

/**
 * Makes entries that were given up due at once, as if they had never been tried. Their attempts are counted on. The
 * incidents that they are about remember who wanted it.
 */
export async function resendEntries(
  trx: WriteTransaction,
  { ids, by, at }: { ids: readonly number[]; by: string; at: Instant },
): Promise<void> {
  const listed = eachId(ids);
  await sql`
    INSERT INTO incident_event (incident, at, kind, reason, receiver, notification, detail)
    SELECT thread.incident, CAST(${at} AS bigint), 'resent', 'manual', notification.receiver, notification.id,
      outbox.recipient || ': ' || ${by}
    FROM outbox JOIN notification ON notification.id = outbox.notification
      JOIN thread ON thread.id = notification.thread OR thread.opened_by = notification.id
    WHERE outbox.id IN ${listed}`.execute(trx);
  await trx
    .updateTable('outbox')
    .set({
      state: 'pending',
      next_attempt_at: at,
      settled_at: null,
      held_by: null,
      rate_capped_at: null,
      merged_into: null,
    })
    .where('id', 'in', listed)
    .execute();
}
