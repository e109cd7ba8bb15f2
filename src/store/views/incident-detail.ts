import { sql } from 'kysely';
import type { CodeAdvice } from '../../core/message/code-advice.ts';
import type { Resolution } from '../../core/incident/lifecycle.ts';
import type { ConditionSummary } from '../../core/incident/condition.ts';
import type { ObjectDetails } from '../../core/job/object-details.ts';
import type { QueueDetails } from '../../core/job/queue-details.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import { queueDetails } from '../jobs/queue-details.ts';
import type { ObjectCountTable } from '../schema/job-tables.ts';
import type { Database } from '../database.ts';
import { toObjectDetails } from '../incidents/message-jobs.ts';
import { incidentLife, type IncidentLife } from './incident-life.ts';
import { selectIncidents, type IncidentView } from './incident-views.ts';
import { thenJoin } from '../dialect/hints.ts';
import { jsonElements, jsonPart } from '../dialect/json-column.ts';
import { listedIds } from '../dialect/listed.ts';

/** Further members are counted only. */
export const MOST_MEMBERS = 200;
const MOST = { events: 300, moves: 100, named: 1, notifications: 50 };

/** An incident with its life, its jobs and its cause. */
export interface IncidentDetail extends IncidentLife {
  incident: IncidentView;
  /** The sentences of a condition; none for jobs. */
  lines: readonly string[];
  /** Unresolved members first, then in order of joining. `incident.jobs` counts all. */
  members: readonly MemberView[];
  /** The queues in which its paused jobs wait. */
  queues: readonly QueueDetails[];
  /** The meaning of its error codes and the first action, as its mails say it. */
  advice: readonly CodeAdvice[];
}

/** A job's part in an incident, and how the job is now. */
export interface MemberView {
  target: string;
  jobId: string;
  name: string;
  type: string;
  /** The state for which the job joined. */
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
  /** `undefined` when they are not wanted, or not counted yet. */
  objects: ObjectDetails | undefined;
}

/** Returns the incident of this public id. */
export async function incidentDetail(db: Database, id: string): Promise<IncidentDetail | undefined> {
  const [found] = await selectIncidents(db, sql`WHERE public_id = ${id}`);
  if (found === undefined) return undefined;
  const { row, view } = found;
  const life = await incidentLife(db, row, { most: MOST });
  const notifications = life.notifications.map((notification) => notification.id);
  return {
    ...life,
    incident: view,
    lines: await linesOf(db, row),
    members: await membersOf(db, row),
    queues: await queuesOf(db, { labels: view.labels, last: notifications.at(-1) }),
    advice: await notifiedAdvice(db, notifications),
  };
}

async function linesOf(db: Database, row: number): Promise<readonly string[]> {
  const found = await db.selectFrom('incident').select('summary').where('id', '=', row).executeTakeFirst();
  return found?.summary == null ? [] : fromJson<ConditionSummary>(found.summary).lines;
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
    FROM member ${thenJoin()} job ON job.id = member.job
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

/** Returns the queue of the label, else the queues of the last message. */
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
    FROM notification CROSS JOIN ${jsonElements('message', 'story.queues', 'queue')}
    WHERE notification.id = ${notification}`.execute(db);
  return rows.map(({ queueId }) => queueId);
}

/** Returns the advice of the last mail that had any. A closing has none. */
async function notifiedAdvice(
  db: Database,
  notifications: readonly number[],
): Promise<readonly CodeAdvice[]> {
  const { rows } = await sql<{ advice: string }>`
    SELECT ${jsonPart('message', 'advice')} AS advice
    FROM ${listedIds(notifications)} ${thenJoin()} notification ON notification.id = listed.value
    WHERE ${jsonPart('message', 'advice')} IS NOT NULL ORDER BY notification.id DESC LIMIT 1`.execute(db);
  return rows[0] === undefined ? [] : fromJson<CodeAdvice[]>(rows[0].advice);
}
