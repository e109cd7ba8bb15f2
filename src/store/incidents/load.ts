import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { HoldReason } from '../../core/incident/lifecycle.ts';
import { isInitialScan } from '../../core/incident/initial-scan.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { Flapping, Hold, Member, MemberPart, SingleMember } from '../../core/incident/member.ts';
import type { Thread } from '../../core/incident/thread.ts';
import type { JobDetails, KnownJob } from '../../core/job/job.ts';
import { ENDED_STATES } from '../../core/job/state.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import { withoutNulls } from '../dialect/without-nulls.ts';
import { toKnownJob } from '../jobs/jobs.ts';
import type { JobTable } from '../schema/job-tables.ts';
import { eachId, eachOf } from '../dialect/listed.ts';
import type { Database } from '../database.ts';
import { commaList, jsonArray, jsonObject, jsonTuple } from '../dialect/json-column.ts';

export interface LoadOptions {
  now: Instant;
  /** True when silences or maintenance may cover jobs: then each job is loaded. */
  coversJobs: boolean;
  details: (job: KnownJob) => JobDetails;
  /** At most so many, those longest due first. */
  limit: number;
}

/**
 * Loads incidents that are due, with their members and threads. Takes four statements, however many incidents, receivers
 * or jobs there are.
 */
export async function loadDueIncidents(db: Database, options: LoadOptions): Promise<Incident[]> {
  const { now, limit } = options;
  const rows = await incidentRows(db, sql`due_at <= ${now} ORDER BY due_at, incident.id LIMIT ${limit}`);
  if (rows.length === 0) return [];
  const close = rows.filter((row) => options.coversJobs || row.silencedSince !== null || row.hasMuted === 1);
  const chosen = {
    all: rows.map(({ row }) => row),
    close: close.map(({ row }) => row),
  };
  const singles = await singleMembers(db, chosen, options);
  const members = Map.groupBy(await memberRows(db, chosen), ({ incident }) => incident);
  const threads = Map.groupBy(await threadRows(db, chosen), ({ incident }) => incident);
  return rows.map((row) => ({
    ...toIncident(row),
    members: (members.get(row.row) ?? []).map((member) => toMember(member, singles)),
    threads: (threads.get(row.row) ?? []).map(toThread),
  }));
}

/** Loads the incident of this id without its members and threads, which nothing that a person does depends on. */
export async function loadIncident(db: Database, id: string): Promise<Incident | undefined> {
  const [row] = await incidentRows(db, sql`public_id = ${id}`);
  return row && { ...toIncident(row), members: [], threads: [] };
}

/** Nulls for what is absent, 0 and 1 for flags, and JSON for what is more than a value. */
type IncidentRow = Pick<
  Incident,
  'row' | 'id' | 'rule' | 'groupKey' | 'severity' | 'state' | 'openedAt' | 'lastJoinedAt'
> & {
  kind: 'jobs' | 'condition';
  labels: string;
  title: string | null;
  summary: string | null;
  acknowledged: string | null;
  closed: string | null;
  firstNotifiedAt: Instant | null;
  previousNotifiedAt: Instant | null;
  pendingUpdate: NonNullable<Incident['pendingUpdate']> | null;
  isSilenced: number;
  silencedSince: Instant | null;
  hasMuted: number;
  isUnderWay: number;
};

/**
 * A message is under way while a server is offered it for the first time. Within a minute it is known whether the
 * server got anything of it. Only if it got nothing may the message still be rewritten.
 */
async function incidentRows(db: Database, which: RawBuilder<unknown>): Promise<IncidentRow[]> {
  const { rows } = await sql<IncidentRow>`
    SELECT id AS "row", public_id AS id, kind, rule, group_key AS "groupKey", labels, severity, title, summary, state,
      opened_at AS "openedAt", last_joined_at AS "lastJoinedAt", first_notified_at AS "firstNotifiedAt",
      previous_notified_at AS "previousNotifiedAt", pending_update AS "pendingUpdate", silenced AS "isSilenced",
      CASE WHEN acknowledged_at IS NOT NULL
        THEN ${jsonObject({ by: sql`coalesce(acknowledged_by, '')`, at: sql`acknowledged_at` })} END AS acknowledged,
      CASE WHEN closed_at IS NOT NULL THEN ${jsonObject({ reason: sql`closed_reason`, at: sql`closed_at` })} END AS closed,
      (SELECT CASE event.kind WHEN 'silenced' THEN at END FROM incident_event AS event
        WHERE event.incident = incident.id AND event.kind IN ('silenced', 'silence-ended')
        ORDER BY event.id DESC LIMIT 1) AS "silencedSince",
      EXISTS (SELECT 1 FROM decision WHERE decision.incident = incident.id AND outcome = 'notify'
        AND notification IS NULL AND held IN ('silenced', 'maintenance')) AS "hasMuted",
      EXISTS (SELECT 1 FROM thread JOIN outbox
          ON outbox.notification = (SELECT max(id) FROM notification WHERE notification.thread = thread.id)
        WHERE thread.incident = incident.id GROUP BY thread.id
        HAVING count(*) FILTER (WHERE outbox.state = 'claimed') > 0
          AND count(*) FILTER (WHERE offered = 1 OR outbox.state NOT IN ('pending', 'claimed')) = 0) AS "isUnderWay"
    FROM incident WHERE ${which}`.execute(db);
  return rows;
}

function toIncident({ summary, ...row }: IncidentRow): Omit<Incident, 'members' | 'threads'> {
  const { acknowledged, closed, ...rest } = withoutNulls(row);
  return {
    ...rest,
    kind: isInitialScan(row.groupKey) ? 'initial-scan' : row.kind,
    labels: fromJson(row.labels),
    condition: summary === null ? undefined : fromJson(summary),
    acknowledged: acknowledged === undefined ? undefined : fromJson(acknowledged),
    closed: closed === undefined ? undefined : fromJson(closed),
    isSilenced: row.isSilenced === 1,
    isUnderWay: row.isUnderWay === 1,
  };
}

/** The incidents that are loaded, and those of which each job is looked at. */
interface Chosen {
  all: number[];
  close: number[];
}

/** True of members that are looked at one by one. */
function isSingle({ close }: Chosen) {
  return sql`(member.incident IN ${eachId(close)}
    OR (resolved_at IS NULL AND flapping_since IS NOT NULL))`;
}

interface MemberRow {
  incident: number;
  jobs: number;
  awaits: NonNullable<Member['awaits']> | null;
  resolution: NonNullable<Member['resolution']> | null;
  single: number | null;
  parts: string;
}

async function memberRows(db: Database, chosen: Chosen): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    WITH part AS (
      SELECT decision.incident, transition.job, receiver, max(CASE WHEN notification IS NULL THEN 0 ELSE 1 END) AS notified,
        ${commaList(sql`DISTINCT coalesce(held, 'none')`)} FILTER (WHERE notification IS NULL) AS pending
      FROM decision JOIN transition ON transition.id = decision.transition
      WHERE decision.incident IN ${eachId(chosen.all)} AND outcome = 'notify'
      GROUP BY decision.incident, transition.job, receiver
    ), parted AS (
      SELECT incident, job, ${jsonArray(jsonTuple(sql`receiver, notified, pending`), { orderBy: sql`receiver` })} AS parts
      FROM part GROUP BY incident, job
    )
    SELECT member.incident, count(*) AS jobs, awaits, resolution, coalesce(parts, '[]') AS parts,
      CASE WHEN ${isSingle(chosen)} THEN member.job END AS single
    FROM member LEFT JOIN parted ON parted.incident = member.incident AND parted.job = member.job
    WHERE member.incident IN ${eachId(chosen.all)}
    GROUP BY member.incident, awaits, resolution, coalesce(parts, '[]'), single
    ORDER BY min(member.job)`.execute(db);
  return rows;
}

function toMember(row: MemberRow, singles: ReadonlyMap<string, SingleMember>): Member {
  const { incident, single, parts, ...rest } = withoutNulls(row);
  const all = fromJson<PartRow[]>(parts).map(toPart);
  return { ...rest, parts: all, single: singles.get(`${incident} ${single}`) };
}

type PartRow = [receiver: string, isNotified: 0 | 1, pending: string | null];

function toPart([receiver, isNotified, pending]: PartRow): MemberPart {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what holds decisions, with commas between
  const holds = (pending?.split(',') ?? []) as Hold[];
  return { receiver, isNotified: isNotified === 1, pending: holds };
}

type SingleRow = Selectable<JobTable> &
  Pick<Flapping, 'memberState'> & {
    incident: number;
    joinedAt: Instant;
    flaps: number;
    gone: NonNullable<Flapping['gone']> | null;
    lastChangeAt: Instant | null;
  };

/** By the numbers of incident and job. */
async function singleMembers(
  db: Database,
  chosen: Chosen,
  { now, details }: LoadOptions,
): Promise<ReadonlyMap<string, SingleMember>> {
  const { rows } = await sql<SingleRow>`
    SELECT job.*, member.incident, member.state AS "memberState", joined_at AS "joinedAt",
      resolved_at IS NULL AND flapping_since IS NOT NULL AS flaps,
      CASE WHEN followed = 1 OR job.state IN ${eachOf(ENDED_STATES)} THEN NULL
        WHEN missed_polls > 0 THEN 'vanished' ELSE 'outlived' END AS gone,
      CASE WHEN flapping_since IS NOT NULL THEN (SELECT max(observed_at) FROM transition
        WHERE transition.job = member.job AND observed_at <= ${now}) END AS "lastChangeAt"
    FROM member JOIN job ON job.id = member.job
    WHERE member.incident IN ${eachId(chosen.all)} AND ${isSingle(chosen)}`.execute(db);
  return new Map(rows.map((row) => [`${row.incident} ${row.id}`, toSingle(row, details)]));
}

function toSingle(row: SingleRow, details: LoadOptions['details']): SingleMember {
  const job = toKnownJob(row);
  const { name, type, jobId, code } = job;
  const { queueId, workflowIds } = details(job);
  const { memberState, joinedAt, state, gone, lastChangeAt } = withoutNulls(row);
  return {
    job: row.id,
    joinedAt,
    subject: { name, type, jobId, state: memberState, code, queueId, workflowId: workflowIds },
    flapping: row.flaps === 1 ? { memberState, state, gone, lastChangeAt } : undefined,
  };
}

type ThreadRow = Pick<Thread, 'receiver' | 'via' | 'ordinal' | 'messages'> & {
  incident: number;
  notifiedAt: Instant | null;
  isClosed: number;
  subject: string | null;
  unoffered: string | null;
  lastEvent: string | null;
};

async function threadRows(db: Database, chosen: Chosen): Promise<ThreadRow[]> {
  const { rows } = await sql<ThreadRow>`
    SELECT thread.incident, thread.receiver, via, messages, notified_at AS "notifiedAt", closed AS "isClosed", subject,
      row_number() OVER (PARTITION BY thread.incident ORDER BY thread.id) AS ordinal,
      CASE WHEN last.id IS NOT NULL
        THEN ${jsonObject({ notification: sql`last.id`, messageId: sql`last.message_id` })} END AS unoffered,
      (SELECT ${jsonObject({ kind: sql`kind`, reason: sql`reason`, by: sql`detail` })} FROM incident_event AS event
        WHERE event.incident = thread.incident AND event.receiver = thread.receiver
        ORDER BY event.id DESC LIMIT 1) AS "lastEvent"
    FROM thread LEFT JOIN notification AS last
      ON last.id = (SELECT max(id) FROM notification WHERE notification.thread = thread.id)
        AND EXISTS (SELECT 1 FROM outbox WHERE outbox.notification = last.id)
        AND NOT EXISTS (SELECT 1 FROM outbox
          WHERE outbox.notification = last.id AND (state <> 'pending' OR offered = 1))
    WHERE thread.incident IN ${eachId(chosen.all)} ORDER BY thread.id`.execute(db);
  return rows;
}

function toThread({ incident: _incident, lastEvent, unoffered, ...row }: ThreadRow): Thread {
  return {
    ...withoutNulls(row),
    isClosed: row.isClosed === 1,
    unoffered: unoffered === null ? undefined : fromJson(unoffered),
    lastHold: lastEvent === null ? undefined : toLastHold(lastEvent),
  };
}

function toLastHold(event: string): Thread['lastHold'] {
  const { kind, ...hold } = withoutNulls(
    fromJson<{ kind: string; reason: HoldReason; by: string | null }>(event),
  );
  return kind === 'held' ? hold : undefined;
}
