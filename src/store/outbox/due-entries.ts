import { sql } from 'kysely';
import { HOUR, MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import type { Database } from '../database.ts';
import { inTurn, type Lane, ofLane } from './lane.ts';

/**
 * No pause between attempts is longer. A clock that was set back since has dated an entry that is due later than
 * that. Such an entry is due at once.
 */
export const LONGEST_PAUSE: Duration = 15 * MINUTE;

/** The least pause after a final dot that was not answered, and the longest. */
export const UNANSWERED_PAUSE: Duration = 15 * MINUTE;
export const LONGEST_UNANSWERED_PAUSE: Duration = 4 * HOUR;

/** Ids of the entries that are due, longest due first; of one notification only, when it is given. */
export async function dueEntries(
  db: Database,
  due: Lane & {
    now: Instant;
    notification?: number | undefined;
    limit?: number;
  },
): Promise<number[]> {
  let query = dueOf(db, due, due.now).select('outbox.id');
  if (due.notification !== undefined) query = query.where('notification', '=', due.notification);
  if (due.limit !== undefined) query = query.limit(due.limit);
  return (await query.execute()).map(({ id }) => id);
}

/** The most incidents in one message: so many lines fit into the shortest of them, WeCom's. */
const MOST_INCIDENTS = 10;
/** The most entries that it stands for. Each receiver who shares a chat has one of each incident. */
const MOST_MERGED = 100;

/**
 * Returns the entries of the message that is due next, oldest first; none when nothing is due. Where messages may be
 * merged, and the rate kept the first back, it has all that were never offered, whole incidents up to a limit. What was
 * offered together stays together.
 */
export async function nextEntries(
  db: Database,
  { now, mayMerge, ...lane }: Lane & { now: Instant; mayMerge: boolean },
): Promise<number[]> {
  const due = await dueOf(db, lane, now)
    .innerJoin('notification', 'notification.id', 'outbox.notification')
    .select(['outbox.id', 'offered', 'rate_capped_at', 'notification.incident'])
    .limit(mayMerge ? MOST_MERGED : 1)
    .execute();
  const [first] = due;
  if (first === undefined) return [];
  if (mayMerge && first.offered === 0 && first.rate_capped_at !== null) {
    const unoffered = due.filter(({ offered }) => offered === 0);
    const incidents = [...Map.groupBy(unoffered, ({ incident }) => incident).values()];
    return ascending(incidents.slice(0, MOST_INCIDENTS).flat());
  }
  return mayMerge ? await offeredTogether(db, { ...lane, id: first.id }) : [first.id];
}

/** Returns this entry, and those that were offered with it in one message and wait like it; oldest first. */
export async function offeredTogether(
  db: Database,
  { id, ...lane }: Lane & { id: number },
): Promise<number[]> {
  const itsOffer = db
    .selectFrom('outbox as this')
    .select('this.merged_into')
    .where('this.id', '=', id)
    .where('this.offered', '=', 1);
  const together = await db
    .selectFrom('outbox')
    .select('id')
    .where(ofLane(lane))
    .where('state', '=', sql.lit('pending'))
    .where((eb) =>
      eb.or([eb('id', '=', id), eb.and([eb('offered', '=', 1), eb('merged_into', '=', itsOffer)])]),
    )
    .execute();
  return ascending(together);
}

function ascending(entries: readonly { id: number }[]): number[] {
  return entries.map(({ id }) => id).toSorted((a, b) => a - b);
}

/** The entries that are due, longest due first. */
export function dueOf(db: Database, lane: Lane, now: Instant) {
  return db
    .selectFrom('outbox')
    .where(ofLane(lane))
    .where(inTurn(lane))
    .where('state', '=', sql.lit('pending'))
    .where((eb) =>
      eb.or([
        eb('next_attempt_at', '<=', now),
        eb.and([
          eb('next_attempt_at', '>', now + LONGEST_PAUSE),
          eb('held_by', 'is distinct from', 'unanswered'),
        ]),
        eb('next_attempt_at', '>', now + LONGEST_UNANSWERED_PAUSE),
      ]),
    )
    .orderBy('next_attempt_at')
    .orderBy('outbox.id');
}

/** When the next pending entry is due; undefined when none is pending. May lie in the past. */
export async function nextDueAt(db: Database, lane: Lane): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('next_attempt_at')
    .where(ofLane(lane))
    .where(inTurn(lane))
    .where('state', '=', sql.lit('pending'))
    .orderBy('next_attempt_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_attempt_at;
}
