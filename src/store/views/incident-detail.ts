import { sql, type Selectable } from 'kysely';
import type { CodeAdvice } from '../../core/message/code-advice.ts';
import type { Resolution } from '../../core/incident/lifecycle.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import type { ObjectDetails } from '../../core/job/object-details.ts';
import type { QueueDetails } from '../../core/job/queue-details.ts';
import type { Silence } from '../../core/mute/silence.ts';
import type { Instant } from '../../platform/time.ts';
import { notificationStories, type NotificationStory } from './job-story.ts';
import { fromJson } from '../dialect/json.ts';
import { queueDetails } from '../jobs/queue-details.ts';
import type { IncidentEventTable, ObjectCountTable } from '../schema/schema.ts';
import { silencesByIds } from '../incidents/silences.ts';
import type { Database } from '../sqlite/store.ts';
import { toObjectDetails } from '../incidents/message-jobs.ts';
import { selectIncidents, type IncidentView } from './incident-views.ts';

/** More of each are counted, not listed. */
export const MOST_MEMBERS = 200;
const MOST_EVENTS = 300;
const MOST_NOTIFICATIONS = 50;
/** Moments at which jobs joined or left; jobs of one poll share theirs. */
const MOST_MOVES = 100;

/** An incident with what happened to it. */
export interface IncidentDetail {
  incident: IncidentView;
  /** What a condition says, in sentences; none for jobs. */
  lines: readonly string[];
  /** Those that it still holds first, then as they joined; `incident.jobs` counts all. */
  members: readonly MemberView[];
  /** In order of time; of very many the last ones. */
  events: readonly IncidentEventView[];
  /** Jobs that joined or left at one moment and in one way, in order of time. */
  moves: readonly MemberMove[];
  /** The silences that its events name, by number. */
  silences: ReadonlyMap<number, Silence>;
  /** In the order in which they were made; of very many the last ones. */
  notifications: readonly NotificationStory[];
  /** What is known of the queues in which its paused jobs wait. */
  queues: readonly QueueDetails[];
  /** What its error codes mean and what to do, as its mails say it. */
  advice: readonly CodeAdvice[];
}

/** A job's part in an incident, and how the job is now. */
export interface MemberView {
  target: string;
  jobId: string;
  name: string;
  type: string;
  /** The state that it is in the incident for. */
  toldFor: string;
  joinedAt: Instant;
  state: string;
  since: Instant;
  /** Meaningful when Failed. */
  code: string;
  message: string;
  isFlapping: boolean;
  /** Undefined while the incident holds it. */
  ended: { how: Resolution; by: string; at: Instant } | undefined;
  /** Undefined when nobody wanted to know, or it is still to be asked. */
  objects: ObjectDetails | undefined;
}

export interface IncidentEventView {
  id: number;
  at: Instant;
  kind: string;
  /** A named reason. */
  reason: string;
  receiver: string | undefined;
  notification: number | undefined;
  detail: string | undefined;
  until: Instant | undefined;
}

/** Jobs that joined, or whose part ended, at one moment and in one way. */
export interface MemberMove {
  at: Instant;
  jobs: number;
  /** The id of one of them. */
  jobId: string;
  /** The state that they are in the incident for. */
  state: string;
  /** Undefined when they joined. */
  ended: { how: Resolution; by: string } | undefined;
}

/** The incident that people call by this id, with all that is known of it; undefined when there is none. */
export async function incidentDetail(db: Database, id: string): Promise<IncidentDetail | undefined> {
  const [found] = await selectIncidents(db, sql`WHERE public_id = ${id}`);
  if (found === undefined) return undefined;
  const { row, view } = found;
  const events = await eventsOf(db, row);
  const notified = events.flatMap(({ notification }) => notification ?? []);
  const notifications = [...new Set(notified)].slice(-MOST_NOTIFICATIONS);
  return {
    incident: view,
    lines: await linesOf(db, row),
    members: await membersOf(db, row),
    events,
    moves: await movesOf(db, row),
    silences: await silencesOf(db, events),
    notifications: await notificationStories(db, notifications),
    queues: await queuesOf(db, { labels: view.labels, last: notifications.at(-1) }),
    advice: await notifiedAdvice(db, notifications),
  };
}

async function linesOf(db: Database, row: number): Promise<readonly string[]> {
  const found = await db.selectFrom('incident').select('summary').where('id', '=', row).executeTakeFirst();
  return found?.summary == null ? [] : fromJson<ConditionSummary>(found.summary).lines;
}

async function eventsOf(db: Database, row: number): Promise<IncidentEventView[]> {
  const rows = await db
    .selectFrom('incident_event')
    .selectAll()
    .where('incident', '=', row)
    .orderBy('id', 'desc')
    .limit(MOST_EVENTS)
    .execute();
  return rows.toReversed().map(toEventView);
}

export function toEventView(row: Selectable<IncidentEventTable>): IncidentEventView {
  return {
    id: row.id,
    at: row.at,
    kind: row.kind,
    reason: row.reason,
    receiver: row.receiver ?? undefined,
    notification: row.notification ?? undefined,
    detail: row.detail ?? undefined,
    until: row.until_at ?? undefined,
  };
}

interface MemberRow extends Omit<MemberView, 'isFlapping' | 'ended' | 'objects'> {
  flappingSince: Instant | null;
  endedAt: Instant | null;
  how: Resolution | null;
  by: string | null;
  objects: ObjectCountTable['state'] | null;
  counts: string | null;
  fault: string | null;
}

async function membersOf(db: Database, incident: number): Promise<MemberView[]> {
  const { rows } = await sql<MemberRow>`
    SELECT job.target, job.job_id AS "jobId", job.name, job.type, member.state AS "toldFor",
      joined_at AS "joinedAt", job.state, state_since AS since, code, message, flapping_since AS "flappingSince",
      resolved_at AS "endedAt", resolution AS how, resolved_by AS "by", object_count.state AS objects, counts, fault
    FROM member CROSS JOIN job ON job.id = member.job
      LEFT JOIN object_count ON object_count.transition = member.transition
    WHERE member.incident = ${incident}
    ORDER BY resolved_at IS NOT NULL, joined_at, job.id LIMIT ${MOST_MEMBERS}`.execute(db);
  return rows.map(({ flappingSince, endedAt, how, by, objects, counts, fault, ...job }) => ({
    ...job,
    isFlapping: flappingSince !== null,
    ended: endedAt === null || how === null ? undefined : { how, by: by ?? '', at: endedAt },
    objects: toObjectDetails({ objects, counts, fault }),
  }));
}

async function movesOf(db: Database, incident: number): Promise<MemberMove[]> {
  const { rows } = await sql<{
    at: Instant;
    jobs: number;
    jobId: string;
    state: string;
    how: Resolution | null;
    by: string | null;
  }>`
    SELECT moved.at, jobs, job.job_id AS "jobId", moved.state, how, "by" FROM (
      SELECT joined_at AS at, count(*) AS jobs, min(job) AS job, state, NULL AS how, NULL AS "by"
      FROM member WHERE incident = ${incident} GROUP BY joined_at, state
      UNION ALL
      SELECT resolved_at AS at, count(*) AS jobs, min(job) AS job, state, resolution AS how, resolved_by AS "by"
      FROM member WHERE incident = ${incident} AND resolved_at IS NOT NULL
      GROUP BY resolved_at, state, resolution, resolved_by
    ) AS moved CROSS JOIN job ON job.id = moved.job
    ORDER BY moved.at DESC LIMIT ${MOST_MOVES}`.execute(db);
  return rows.toReversed().map(({ how, by, ...move }) => ({
    ...move,
    ended: how === null ? undefined : { how, by: by ?? '' },
  }));
}

async function silencesOf(
  db: Database,
  events: readonly IncidentEventView[],
): Promise<ReadonlyMap<number, Silence>> {
  const numbers = events.flatMap(({ kind, detail }) =>
    kind === 'held' || kind === 'silenced' ? (silenceNumber(detail) ?? []) : [],
  );
  const silences = await silencesByIds(db, [...new Set(numbers)]);
  return new Map(silences.map((silence) => [silence.id, silence]));
}

/** The number in `silence 3`; undefined for anything else that holds. */
export function silenceNumber(heldBy: string | undefined): number | undefined {
  const digits = /^silence (\d{1,15})$/.exec(heldBy ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** By its label where all wait in one queue; else those in its last message. */
async function queuesOf(
  db: Database,
  of: { labels: IncidentView['labels']; last: number | undefined },
): Promise<QueueDetails[]> {
  const named = of.labels.queueId ?? '';
  const ids = named === '' ? await notifiedQueues(db, of.last) : [named];
  return [...(await queueDetails(db, ids)).values()];
}

async function notifiedQueues(db: Database, notification: number | undefined): Promise<string[]> {
  if (notification === undefined) return [];
  const { rows } = await sql<{ queueId: string }>`
    SELECT DISTINCT queue.value ->> 'queueId' AS "queueId"
    FROM notification CROSS JOIN json_each(message, '$.story.queues') AS queue
    WHERE notification.id = ${notification}`.execute(db);
  return rows.map(({ queueId }) => queueId);
}

/** Of the last mail that had any: what closes an incident has none. */
async function notifiedAdvice(
  db: Database,
  notifications: readonly number[],
): Promise<readonly CodeAdvice[]> {
  const { rows } = await sql<{ advice: string }>`
    SELECT message -> '$.advice' AS advice
    FROM json_each(${JSON.stringify(notifications)}) AS told CROSS JOIN notification ON notification.id = told.value
    WHERE message -> '$.advice' IS NOT NULL ORDER BY notification.id DESC LIMIT 1`.execute(db);
  return rows[0] === undefined ? [] : fromJson<CodeAdvice[]>(rows[0].advice);
}
