import { sql } from 'kysely';
import type { Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { ENTRY_STATES, type EntryState } from '../../core/entry-states.ts';
import { notificationsByIds, type NotificationView } from './notification-views.ts';
import { indexedBy, thenJoin } from '../dialect/hints.ts';

/** The end of a page of the list: notification and entry. */
export type NotificationKey = readonly [notification: number, entry: number];

export interface NotificationFilter {
  /** Undefined: all. */
  state?: EntryState | undefined;
  receiver?: string | undefined;
  channel?: string | undefined;
  /** Public id of an incident. */
  incident?: string | undefined;
}

interface NotificationQuery extends NotificationFilter {
  limit: number;
  /** `next` of the page before. */
  after?: NotificationKey | undefined;
}

/** Returns a page of the outbox's entries, newest first. `next` is undefined on the last page. */
export async function notificationList(
  db: Database,
  asked: NotificationQuery & { now: Instant },
): Promise<{ items: readonly NotificationView[]; next: NotificationKey | undefined }> {
  const found = await keysOf(db, { ...asked, limit: asked.limit + 1 });
  const page = found.slice(0, asked.limit);
  const ids = page.map(([, entry]) => entry);
  return {
    items: await notificationsByIds(db, ids, asked.now),
    next: found.length > page.length ? page.at(-1) : undefined,
  };
}

/** Counts the entries in each state. */
export async function notificationCounts(db: Database): Promise<Readonly<Record<EntryState, number>>> {
  const { rows } = await sql<Record<EntryState, number>>`
    SELECT ${sql.join(ENTRY_STATES.map((state) => sql`(SELECT count(*) FROM outbox WHERE ${STATE_IS[state]}) AS ${sql.ref(state)}`))}`.execute(
    db,
  );
  return rows[0] ?? { waiting: 0, sent: 0, dead: 0 };
}

/**
 * Reads the least: an incident has few entries, few wait or are dead, and a receiver's sent entries have an index. Both
 * keys rise together, because entries are made with their notification.
 */
async function keysOf(db: Database, asked: NotificationQuery): Promise<NotificationKey[]> {
  const { state, receiver, incident } = asked;
  if (incident !== undefined) {
    const ofIncident = sql`incident ${thenJoin()} thread ON thread.incident = incident.id
      ${thenJoin()} notification ON notification.thread = thread.id OR notification.id = thread.opened_by`;
    return await select(db, ofIncident, sql`incident.public_id = ${incident}`, asked);
  }
  if (receiver !== undefined && (state === undefined || state === 'sent'))
    return await select(db, sql`notification`, sql`notification.receiver = ${receiver}`, asked);
  return await byState(db, asked);
}

async function byState(
  db: Database,
  { state, after, receiver, channel, limit }: NotificationQuery,
): Promise<NotificationKey[]> {
  const conditions = [
    state === undefined ? sql`TRUE` : STATE_IS[state],
    after === undefined ? undefined : sql`outbox.id < ${after[1]}`,
    channel === undefined ? undefined : ofChannel(channel),
    receiver === undefined
      ? undefined
      : sql`(SELECT receiver FROM notification WHERE notification.id = outbox.notification) = ${receiver}`,
  ].filter((condition) => condition !== undefined);
  const { rows } = await sql<{ notification: number; id: number }>`
    SELECT notification, id FROM outbox WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY id DESC LIMIT ${limit}`.execute(db);
  return rows.map(({ notification, id }) => [notification, id]);
}

/** As the partial indexes say it: with a bound value, SQLite would not find them. */
const STATE_IS = {
  waiting: sql`outbox.state IN ('pending', 'claimed')`,
  sent: sql`outbox.state = 'sent'`,
  dead: sql`outbox.state = 'dead'`,
} satisfies Readonly<Record<EntryState, unknown>>;

/** The sign keeps SQLite from an index of the channel: the list is read in the order of its entries. */
function ofChannel(channel: string): ReturnType<typeof sql> {
  return sql`+outbox.channel = ${channel}`;
}

/** Reads the entries of the notifications that `from` and `where` select. */
async function select(
  db: Database,
  from: ReturnType<typeof sql>,
  where: ReturnType<typeof sql>,
  { state, receiver, channel, after, limit }: NotificationQuery,
): Promise<NotificationKey[]> {
  const [notification, entry] = after ?? [];
  const { rows } = await sql<{ notification: number; id: number }>`
    SELECT outbox.notification, outbox.id FROM ${from}
      ${thenJoin()} outbox ${indexedBy('sqlite_autoindex_outbox_1')} ON outbox.notification = notification.id
    WHERE ${where}
      ${state === undefined ? sql`` : sql`AND ${STATE_IS[state]}`}
      ${receiver === undefined ? sql`` : sql`AND notification.receiver = ${receiver}`}
      ${channel === undefined ? sql`` : sql`AND ${ofChannel(channel)}`}
      ${notification === undefined ? sql`` : sql`AND notification.id <= ${notification} AND outbox.id < ${entry}`}
    ORDER BY notification.id DESC, outbox.id DESC LIMIT ${limit}`.execute(db);
  return rows.map((row) => [row.notification, row.id]);
}
