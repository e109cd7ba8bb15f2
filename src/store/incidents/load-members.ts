import { sql, type Selectable } from 'kysely';
import type { Flapping, Hold, Member, MemberPart, SingleMember } from '../../core/incident/member.ts';
import type { JobDetails, KnownJob } from '../../core/job/job.ts';
import { ENDED_STATES } from '../../core/job/state.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import { commaList, jsonArray, jsonTuple } from '../dialect/json-column.ts';
import { eachId, eachOf } from '../dialect/listed.ts';
import { withoutNulls } from '../dialect/without-nulls.ts';
import type { Database } from '../database.ts';
import { toKnownJob } from '../jobs/jobs.ts';
import type { JobTable } from '../schema/job-tables.ts';

/** The rows of incidents to load. */
export interface Chosen {
  all: number[];
  /** Those whose members are loaded one by one. */
  close: number[];
}

export interface LoadMembersOptions {
  now: Instant;
  details: (job: KnownJob) => JobDetails;
}

/** Loads the members of incidents, by the incident's row. Takes two statements. */
export async function loadMembers(
  db: Database,
  chosen: Chosen,
  options: LoadMembersOptions,
): Promise<ReadonlyMap<number, Member[]>> {
  const singles = await singleMembers(db, chosen, options);
  const members = Map.groupBy(await memberRows(db, chosen), ({ incident }) => incident);
  return new Map(
    [...members].map(([incident, rows]) => [incident, rows.map((row) => toMember(row, singles))]),
  );
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
  { now, details }: LoadMembersOptions,
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

function toSingle(row: SingleRow, details: LoadMembersOptions['details']): SingleMember {
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
