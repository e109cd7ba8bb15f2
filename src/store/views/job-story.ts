import type { Instant } from '../../platform/time.ts';
import { sql, type Selectable } from 'kysely';
import type { DecisionTable } from '../schema/incident-tables.ts';
import type { JobTable, ObjectCountTable, ObservationTable, TransitionTable } from '../schema/job-tables.ts';
import type { AttemptTable, OutboxTable } from '../schema/outbox-tables.ts';
import type { Database } from '../database.ts';
import { eachId } from '../dialect/listed.ts';

/** A job as it is stored, with its history. Lists are in order of time. */
export interface JobStory {
  job: Selectable<JobTable>;
  transitions: readonly (Selectable<TransitionTable> & {
    decisions: readonly Selectable<DecisionTable>[];
    /** The outcome of its objects. `undefined` when it is not wanted. */
    objects: Selectable<ObjectCountTable> | undefined;
  })[];
  observations: readonly Selectable<ObservationTable>[];
  notifications: readonly NotificationStory[];
}

export interface NotificationStory {
  id: number;
  receiver: string;
  messageId: string;
  createdAt: Instant;
  entries: readonly (Selectable<OutboxTable> & {
    attemptsMade: readonly Selectable<AttemptTable>[];
  })[];
}

/** Returns the jobs of this id: one per target that watches its bucket. */
export async function jobStories(db: Database, jobId: string): Promise<JobStory[]> {
  // With the targets' names, because the index on (target, job_id) serves only then.
  const jobs = await db
    .selectFrom('job')
    .selectAll()
    .where('target', 'in', db.selectFrom('target').select('name'))
    .where('job_id', '=', jobId)
    .orderBy('target')
    .execute();
  return await Promise.all(jobs.map((job) => jobStory(db, job)));
}

/** Returns the stored id for one that was typed in another case. `undefined` when none or several match. */
export async function jobIdInAnyCase(db: Database, typed: string): Promise<string | undefined> {
  const ids = await db
    .selectFrom('job')
    .select('job_id')
    .distinct()
    .where(sql<boolean>`lower(job_id) = lower(${typed})`)
    .limit(2)
    .execute();
  return ids.length === 1 ? ids[0]?.job_id : undefined;
}

/** Returns the history of a job's row. */
export async function jobStory(db: Database, job: Selectable<JobTable>): Promise<JobStory> {
  const transitions = await db
    .selectFrom('transition')
    .selectAll()
    .where('job', '=', job.id)
    .orderBy('id')
    .execute();
  const observations = await db
    .selectFrom('observation')
    .selectAll()
    .where('job', '=', job.id)
    .orderBy('id')
    .execute();
  const decisions = await db
    .selectFrom('decision')
    .selectAll()
    .where('transition', 'in', eachId(transitions.map(({ id }) => id)))
    .orderBy('id')
    .execute();
  const counts = await db
    .selectFrom('object_count')
    .selectAll()
    .where('transition', 'in', eachId(transitions.map(({ id }) => id)))
    .execute();
  const notificationIds = new Set(decisions.flatMap(({ notification }) => notification ?? []));
  return {
    job,
    transitions: transitions.map((transition) => ({
      ...transition,
      decisions: decisions.filter((decision) => decision.transition === transition.id),
      objects: counts.find((count) => count.transition === transition.id),
    })),
    observations,
    notifications: await notificationStories(db, [...notificationIds]),
  };
}

/** Returns the notifications with every attempt. Pruned ones are absent. */
export async function notificationStories(
  db: Database,
  ids: readonly number[],
): Promise<NotificationStory[]> {
  // SQLite would look through all of them for none.
  if (ids.length === 0) return [];
  const notifications = await db
    .selectFrom('notification')
    .select(['id', 'receiver', 'message_id', 'created_at'])
    .where('id', 'in', eachId(ids))
    .orderBy('id')
    .execute();
  const entries = await db
    .selectFrom('outbox')
    .selectAll()
    .where('notification', 'in', eachId(ids))
    .orderBy('id')
    .execute();
  const attempts = await db
    .selectFrom('attempt')
    .selectAll()
    .where('outbox', 'in', eachId(entries.map(({ id }) => id)))
    .orderBy('id')
    .execute();
  return notifications.map((notification) => ({
    id: notification.id,
    receiver: notification.receiver,
    messageId: notification.message_id,
    createdAt: notification.created_at,
    entries: entries
      .filter((entry) => entry.notification === notification.id)
      .map((entry) => ({
        ...entry,
        attemptsMade: attempts.filter((attempt) => attempt.outbox === entry.id),
      })),
  }));
}
