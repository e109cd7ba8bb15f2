import { sql, type Selectable } from 'kysely';
import type { PartEnd } from '../../core/incident/incident-end.ts';
import type { Resolution } from '../../core/incident/lifecycle.ts';
import type { Silence } from '../../core/mute/silence.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import { silencesByIds } from '../incidents/silences.ts';
import type { IncidentEventTable } from '../schema/incident-tables.ts';
import type { Database } from '../database.ts';
import { notificationStories, type NotificationStory } from './job-story.ts';
import { jsonArray } from '../dialect/json-column.ts';

/** The life of an incident. Lists are in order of time. */
export interface IncidentLife {
  events: readonly IncidentEventRow[];
  moves: readonly MemberMove[];
  /** The silences that hold something back, by the names that events and decisions give them: `silence 3`. */
  silences: ReadonlyMap<string, Silence>;
  /** The notifications of the events. */
  notifications: readonly NotificationStory[];
}

export type IncidentEventRow = Selectable<IncidentEventTable>;

/** Jobs that joined an incident, or whose part in it ended, at one moment and in one way. */
export type MemberMove = {
  at: Instant;
  count: number;
  /** The ids of the first few jobs. */
  named: readonly string[];
} & ({ kind: 'joined'; state: string } | { kind: 'left'; end: PartEnd });

export interface LifeOptions {
  /** The row of a job: of the moves, only its own. */
  job?: number;
  /** Names of further holders: silences among them are read too. */
  holders?: readonly (string | null)[];
  /** The greatest length of each list. The last events, moves and notifications are kept, and the first names. */
  most?: Readonly<Record<'events' | 'moves' | 'named' | 'notifications', number>>;
}

/** Reads what happened to the incident of this row. */
export async function incidentLife(
  db: Database,
  incident: number,
  { job, holders = [], most = USUAL }: LifeOptions = {},
): Promise<IncidentLife> {
  const events = await db
    .selectFrom('incident_event')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('id', 'desc')
    .limit(most.events)
    .execute();
  events.reverse();
  const notified = new Set(events.flatMap(({ notification }) => notification ?? []));
  return {
    events,
    moves: await movesOf(db, { incident, job, most }),
    silences: await silencesNamed(db, [...holders, ...events.map(({ detail }) => detail)]),
    notifications: await notificationStories(db, [...notified].slice(-most.notifications)),
  };
}

const ALL = Number.MAX_SAFE_INTEGER;
const USUAL = { events: ALL, moves: ALL, named: 5, notifications: ALL };

interface MoveRow {
  at: Instant;
  count: number;
  named: string;
  state: string;
  how: Resolution | null;
  by: string | null;
}

const NAMED = jsonArray(sql`job_id`, { orderBy: sql`job.id`, where: sql`job_id IS NOT NULL` });

async function movesOf(
  db: Database,
  {
    incident,
    job,
    most,
  }: { incident: number; job: number | undefined; most: NonNullable<LifeOptions['most']> },
): Promise<MemberMove[]> {
  const members = sql`FROM member WHERE incident = ${incident} ${job === undefined ? sql`` : sql`AND job = ${job}`}`;
  const { rows } = await sql<MoveRow>`
    SELECT at, count(*) AS count, ${NAMED} AS named,
      moved.state, how, "by"
    FROM (
      SELECT joined_at AS at, job, state, NULL AS how, NULL AS "by",
        row_number() OVER (PARTITION BY joined_at, state ORDER BY job) AS place ${members}
      UNION ALL
      SELECT resolved_at AS at, job, '' AS state, resolution AS how, resolved_by AS "by",
        row_number() OVER (PARTITION BY resolved_at, resolution, resolved_by ORDER BY job) AS place ${members}
        AND resolved_at IS NOT NULL
    ) AS moved LEFT JOIN job ON job.id = moved.job AND place <= ${most.named}
    GROUP BY at, moved.state, how, "by"
    ORDER BY at DESC, how IS NULL, min(moved.job) DESC LIMIT ${most.moves}`.execute(db);
  return rows.toReversed().map(({ named, state, how, by, ...move }): MemberMove => ({
    ...move,
    named: fromJson<string[]>(named),
    ...(how === null ? { kind: 'joined', state } : { kind: 'left', end: { how, by: by ?? '' } }),
  }));
}

async function silencesNamed(
  db: Database,
  holders: readonly (string | null)[],
): Promise<ReadonlyMap<string, Silence>> {
  const ids = holders.flatMap((holder) => /^silence (\d{1,15})$/.exec(holder ?? '')?.[1] ?? []);
  const silences = await silencesByIds(db, [...new Set(ids.map(Number))]);
  return new Map(silences.map((silence) => [`silence ${silence.id}`, silence]));
}
