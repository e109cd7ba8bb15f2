import { sql, type Selectable } from 'kysely';
import { LONGEST_GLOB, MOST_MATCHERS } from '../../core/mute/parse-matcher.ts';
import { SILENCE_KEYS, type Silence, type SilenceMatcher } from '../../core/mute/silence.ts';
import { showable, type Instant } from '../../platform/time.ts';
import { touchAll } from './incidents.ts';
import type { SilenceTable } from '../schema/incident-tables.ts';
import type { Database, WriteTransaction } from '../database.ts';
import { eachId } from '../dialect/listed.ts';

/** Adds a silence; every incident is looked at again for it. Returns its id. */
export async function addSilence(
  trx: WriteTransaction,
  silence: Omit<Silence, 'id'> & { createdAt: Instant },
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

/** Ends a silence now, in somebody's name; every incident is looked at again. */
export async function endSilence(
  trx: WriteTransaction,
  { id, by, now }: { id: number; by: string; now: Instant },
): Promise<void> {
  const ended = { until_at: now, ended_by: by, ended_at: now };
  await trx.updateTable('silence').set(ended).where('id', '=', id).execute();
  await touchAll(trx, now);
}

/** Silences that are not over, those to come included, in the order in which they end. */
export async function currentSilences(db: Database, now: Instant): Promise<Silence[]> {
  return (await silencesSince(db, now)).filter(({ until }) => until > now);
}

/** Silences that ended after `since` or are still to end, in the order in which they end. */
export async function silencesSince(db: Database, since: Instant): Promise<Silence[]> {
  const rows = await allOf(db).where('until_at', '>=', since).orderBy('until_at').orderBy('id').execute();
  return rows.map(toSilence);
}

/** Those of these numbers that there are. */
export async function silencesByIds(db: Database, ids: readonly number[]): Promise<Silence[]> {
  if (ids.length === 0) return [];
  const rows = await allOf(db).where('id', 'in', eachId(ids)).orderBy('id').execute();
  return rows.map(toSilence);
}

/** Silences that end after `endsAfter`, the newest first; those older than the one of number `before`. */
export async function silencePage(
  db: Database,
  asked: { endsAfter: Instant; before: number; limit: number },
): Promise<Silence[]> {
  const rows = await allOf(db)
    .where('id', '<', asked.before)
    .where('until_at', '>', asked.endsAfter)
    .orderBy('id', 'desc')
    .limit(asked.limit)
    .execute();
  return rows.map(toSilence);
}

export interface PastSilence extends Omit<Silence, 'id'> {
  createdAt: Instant;
}

/** Silences that were in force in the span, as they ended, in the order in which they were set. */
export async function pastSilences(
  db: Database,
  { from, until }: { from: Instant; until: Instant },
): Promise<PastSilence[]> {
  const rows = await allOf(db)
    .select('created_at')
    .where('until_at', '>', from)
    .where('created_at', '<', until)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ created_at: createdAt, ...row }) => {
    const { matchers, from: began, until: ended, author, comment } = toSilence(row);
    return { matchers, from: began, until: ended, author, comment, createdAt };
  });
}

type SilenceRow = Omit<Selectable<SilenceTable>, 'created_at'>;

/** Times that no calendar has are read as the nearest that it has: SQLite keeps integers that a program cannot read. */
function allOf(db: Database) {
  return db
    .selectFrom('silence')
    .select(['id', 'matchers', 'author', 'comment', 'ended_by'])
    .select([
      timeOf('from_at').as('from_at'),
      timeOf('until_at').as('until_at'),
      timeOf('ended_at').$castTo<Instant | null>().as('ended_at'),
    ]);
}

function timeOf(column: 'from_at' | 'until_at' | 'ended_at') {
  const [time, first, last] = [sql.ref(column), showable(-Infinity), showable(Infinity)];
  return sql<Instant>`CASE WHEN ${time} < ${first} THEN ${first} WHEN ${time} > ${last} THEN ${last} ELSE ${time} END`;
}

function toSilence(row: SilenceRow): Silence {
  return {
    id: row.id,
    matchers: readMatchers(row.matchers),
    from: row.from_at,
    until: row.until_at,
    author: row.author,
    comment: row.comment,
    ...(row.ended_by !== null && row.ended_at !== null && { ended: { by: row.ended_by, at: row.ended_at } }),
  };
}

/** None when one of them is damaged: without it, the others would silence more than was asked for. */
function readMatchers(text: string): readonly SilenceMatcher[] {
  const given = parse(text);
  const matchers = Array.isArray(given) ? given.flatMap((matcher) => toMatcher(matcher) ?? []) : [];
  const isWhole = Array.isArray(given) && matchers.length === given.length && given.length <= MOST_MATCHERS;
  return isWhole ? matchers : [];
}

function toMatcher(given: unknown): SilenceMatcher | undefined {
  if (typeof given !== 'object' || given === null || !('key' in given) || !('glob' in given))
    return undefined;
  const { key: name, glob } = given;
  const key = SILENCE_KEYS.find((known) => known === name);
  const isGlob = typeof glob === 'string' && glob !== '' && glob.length <= LONGEST_GLOB;
  return key === undefined || !isGlob ? undefined : { key, glob };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
