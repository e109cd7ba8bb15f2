import { sql, type Selectable } from 'kysely';
import type { StoredIncident } from '../incidents/incidents.ts';
import { notificationStories, type NotificationStory } from './job-story.ts';
import { fromJson } from '../dialect/json.ts';
import type { IncidentEventTable, MemberTable } from '../schema/schema.ts';
import type { ThreadTable } from '../schema/thread-table.ts';
import { silencesSince } from '../incidents/silences.ts';
import type { Silence } from '../../core/mute/silence.ts';
import type { Database } from '../sqlite/store.ts';

/** All that is kept of one incident: what `explain` shows. Lists are in order of time. */
export interface IncidentHistory {
  incident: Omit<StoredIncident, 'labels'> & { labels: Readonly<Record<string, string>> };
  members: readonly (Selectable<MemberTable> & { job_id: string })[];
  threads: readonly Selectable<ThreadTable>[];
  events: readonly Selectable<IncidentEventTable>[];
  notifications: readonly NotificationStory[];
}

/** In the order in which they were opened. */
export async function incidentHistories(db: Database, ids: readonly number[]): Promise<IncidentHistory[]> {
  const incidents = await db
    .selectFrom('incident')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  return await Promise.all(incidents.map((incident) => incidentHistory(db, incident)));
}

/** The incidents whose public id begins so: one, when it is the whole id. */
export async function incidentsByPrefix(db: Database, prefix: string): Promise<StoredIncident[]> {
  const found = await db
    .selectFrom('incident')
    .selectAll()
    .where(sql<boolean>`substr(public_id, 1, ${prefix.length}) = ${prefix}`)
    .orderBy('id')
    .execute();
  const exact = found.filter(({ public_id: id }) => id === prefix);
  return exact.length > 0 ? exact : found;
}

/** The silences that are known, by what events and decisions call them: `silence 3`. */
export async function namedSilences(db: Database): Promise<ReadonlyMap<string, Silence>> {
  const silences = await silencesSince(db, 0);
  return new Map(silences.map((silence) => [`silence ${silence.id}`, silence]));
}

async function incidentHistory(db: Database, incident: StoredIncident): Promise<IncidentHistory> {
  const members = await db
    .selectFrom('member')
    .innerJoin('job', 'job.id', 'member.job')
    .selectAll('member')
    .select('job.job_id')
    .where('incident', '=', incident.id)
    .orderBy('joined_at')
    .orderBy('job.id')
    .execute();
  const threads = await db
    .selectFrom('thread')
    .selectAll()
    .where('incident', '=', incident.id)
    .orderBy('id')
    .execute();
  const events = await db
    .selectFrom('incident_event')
    .selectAll()
    .where('incident', '=', incident.id)
    .orderBy('id')
    .execute();
  const notified = [...new Set(events.flatMap(({ notification }) => notification ?? []))];
  return {
    incident: { ...incident, labels: fromJson<Record<string, string>>(incident.labels) },
    members,
    threads,
    events,
    notifications: await notificationStories(db, notified),
  };
}
