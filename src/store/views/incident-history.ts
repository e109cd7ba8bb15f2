import { sql, type Selectable } from 'kysely';
import type { Labels } from '../../core/rule/group.ts';
import type { StoredIncident } from '../incidents/incidents.ts';
import { jobIncidents } from '../incidents/job-incidents.ts';
import { fromJson } from '../dialect/json.ts';
import type { MemberTable, ThreadTable } from '../schema/incident-tables.ts';
import type { Database } from '../database.ts';
import { incidentLife, type IncidentLife, type LifeOptions } from './incident-life.ts';
import type { JobStory } from './job-story.ts';
import { eachId } from '../dialect/listed.ts';

/** An incident as it is stored, with its life. */
export interface IncidentHistory extends IncidentLife {
  incident: Omit<StoredIncident, 'labels'> & { labels: Labels };
}

/** Returns the incidents of these rows, in the order in which they were opened. */
export async function incidentHistories(
  db: Database,
  ids: readonly number[],
  options: LifeOptions = {},
): Promise<IncidentHistory[]> {
  const incidents = await db
    .selectFrom('incident')
    .selectAll()
    .where('id', 'in', eachId(ids))
    .orderBy('id')
    .execute();
  return await Promise.all(
    incidents.map(async (incident) => ({
      incident: { ...incident, labels: fromJson<Labels>(incident.labels) },
      ...(await incidentLife(db, incident.id, options)),
    })),
  );
}

/** Returns the incidents of a job. Of the other jobs they leave out who came and went. */
export async function jobHistories(db: Database, { job, transitions }: JobStory): Promise<IncidentHistory[]> {
  const holders = transitions.flatMap(({ decisions }) => decisions.map(({ held_by: by }) => by));
  return await incidentHistories(db, await jobIncidents(db, job.id), { job: job.id, holders });
}

/** Returns the incidents whose public id has this prefix. An exact match is returned alone. */
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

/** The members and threads of an incident as they are stored. */
export interface IncidentRows {
  members: readonly (Selectable<MemberTable> & { job_id: string })[];
  threads: readonly Selectable<ThreadTable>[];
}

export async function incidentRows(db: Database, incident: number): Promise<IncidentRows> {
  const members = await db
    .selectFrom('member')
    .innerJoin('job', 'job.id', 'member.job')
    .selectAll('member')
    .select('job.job_id')
    .where('incident', '=', incident)
    .orderBy('joined_at')
    .orderBy('job.id')
    .execute();
  const threads = await db
    .selectFrom('thread')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('id')
    .execute();
  return { members, threads };
}
