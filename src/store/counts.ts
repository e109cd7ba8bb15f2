import { sql } from 'kysely';
import type { Instant } from '../time.ts';
import type { OutboxState } from './schema.ts';
import type { Database } from './store.ts';

export interface JobCount {
  readonly target: string;
  readonly type: string;
  readonly state: string;
  readonly jobs: number;
}

/** Jobs per target, type and state. Ended ones until they are pruned; open ones while they are followed. */
export async function jobCounts(db: Database): Promise<JobCount[]> {
  return await db.selectFrom('job_count').selectAll().where('jobs', '>', 0).execute();
}

/** Since when the followed job that is longest in `state` is in it; undefined when there is none. */
export async function oldestInState(
  db: Database,
  target: string,
  state: string,
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('job')
    .select('state_since')
    .where('target', '=', target)
    .where('state', '=', state)
    .where('followed', '=', sql.lit(1))
    .orderBy('state_since')
    .limit(1)
    .executeTakeFirst();
  return row?.state_since;
}

export interface OutboxCounts {
  readonly pending: number;
  readonly dead: number;
  /** When the oldest entry not yet delivered nor given up was made; undefined when there is none. */
  readonly oldestPendingAt: Instant | undefined;
}

/** A claimed entry counts as pending: it is not delivered before that is recorded. */
export async function outboxCounts(db: Database, channel: string): Promise<OutboxCounts> {
  const rows = await db
    .selectFrom('outbox')
    .select(({ fn }) => ['state', fn.countAll<number>().as('entries'), fn.min('notification').as('oldest')])
    .where('channel', '=', channel)
    .where('state', 'in', sql<OutboxState>`('pending', 'claimed', 'dead')`)
    .groupBy('state')
    .execute();
  const waiting = rows.filter((row) => row.state !== 'dead');
  const oldest = waiting.length === 0 ? undefined : Math.min(...waiting.map((row) => row.oldest));
  const notification =
    oldest === undefined
      ? undefined
      : await db.selectFrom('notification').select('created_at').where('id', '=', oldest).executeTakeFirst();
  return {
    pending: waiting.reduce((sum, row) => sum + row.entries, 0),
    dead: rows.find((row) => row.state === 'dead')?.entries ?? 0,
    oldestPendingAt: notification?.created_at,
  };
}

/** When a message was last delivered; undefined when none was yet. */
export async function lastDeliveryAt(db: Database, channel: string): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('settled_at')
    .where('channel', '=', channel)
    .where('state', '=', 'sent')
    .where('settled_at', 'is not', null)
    .orderBy('settled_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.settled_at ?? undefined;
}
