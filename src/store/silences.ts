import type { Selectable } from 'kysely';
import type { Silence, SilenceMatcher } from '../alerts/silence.ts';
import type { Instant } from '../time.ts';
import { touchAll } from './incidents.ts';
import { fromJson } from './json.ts';
import type { SilenceTable } from './silence-table.ts';
import type { Database, WriteTransaction } from './store.ts';

/** Adds a silence; every incident is looked at again for it. Returns its id. */
export async function addSilence(
  trx: WriteTransaction,
  silence: Omit<Silence, 'id'> & { readonly createdAt: Instant },
): Promise<number> {
  const { id } = await trx
    .insertInto('silence')
    .values({
      matchers: JSON.stringify(silence.matchers),
      from_at: silence.from,
      until_at: silence.until,
      author: silence.author,
      comment: silence.comment,
      created_at: silence.createdAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await touchAll(trx, silence.createdAt);
  return id;
}

/** Ends a silence now, in somebody's name; false when there is none of this id, or it is over. */
export async function expireSilence(
  trx: WriteTransaction,
  { id, by, now }: { readonly id: number; readonly by: string; readonly now: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('silence')
    .set({ until_at: now, ended_by: by, ended_at: now })
    .where('id', '=', id)
    .where('until_at', '>', now)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await touchAll(trx, now);
  return true;
}

/** Silences that are not over, those to come included, in the order in which they end. */
export async function currentSilences(db: Database, now: Instant): Promise<Silence[]> {
  return (await silencesSince(db, now)).filter(({ until }) => until > now);
}

/** Silences that ended after `since` or are still to end, in the order in which they end. */
export async function silencesSince(db: Database, since: Instant): Promise<Silence[]> {
  const rows = await db
    .selectFrom('silence')
    .selectAll()
    .where('until_at', '>=', since)
    .orderBy('until_at')
    .orderBy('id')
    .execute();
  return rows.map(toSilence);
}

/** Those of these numbers that there are. */
export async function silencesByIds(db: Database, ids: readonly number[]): Promise<Silence[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('silence').selectAll().where('id', 'in', ids).orderBy('id').execute();
  return rows.map(toSilence);
}

/** Silences that end after `endsAfter`, the newest first; those older than the one of number `before`. */
export async function silencePage(
  db: Database,
  asked: { readonly endsAfter: Instant; readonly before: number; readonly limit: number },
): Promise<Silence[]> {
  const rows = await db
    .selectFrom('silence')
    .selectAll()
    .where('id', '<', asked.before)
    .where('until_at', '>', asked.endsAfter)
    .orderBy('id', 'desc')
    .limit(asked.limit)
    .execute();
  return rows.map(toSilence);
}

function toSilence(row: Selectable<SilenceTable>): Silence {
  return {
    id: row.id,
    matchers: fromJson<SilenceMatcher[]>(row.matchers),
    from: row.from_at,
    until: row.until_at,
    author: row.author,
    comment: row.comment,
    ...(row.ended_by !== null && row.ended_at !== null && { ended: { by: row.ended_by, at: row.ended_at } }),
  };
}
