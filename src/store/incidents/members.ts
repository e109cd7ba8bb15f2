import { sql } from 'kysely';
import type { Awaits, Resolution } from '../../core/incident/incident.ts';
import { ENDED_STATES } from '../../core/job/state.ts';
import type { Instant } from '../../platform/time.ts';
import type { WriteTransaction } from '../sqlite/store.ts';

/** A job that an open incident still holds. */
export interface OpenMember {
  incident: number;
  rule: string;
  job: number;
  /** The state that it is told for. */
  state: string;
  flappingSince: Instant | null;
}

/**
 * Members whose jobs left the state they are told for, by these transitions; nothing is known to leave Failed, but
 * what was answered twice is believed.
 */
export async function movedMembers(
  trx: WriteTransaction,
  transitions: readonly number[],
): Promise<(OpenMember & { to: string; at: Instant })[]> {
  const { rows } = await sql<OpenMember & { to: string; at: Instant }>`
    SELECT member.incident, incident.rule, member.job, member.state, flapping_since AS "flappingSince",
      transition.to_state AS "to", transition.observed_at AS at
    FROM json_each(${JSON.stringify(transitions)}) AS listed
      JOIN transition ON transition.id = listed.value
      JOIN member ON member.job = transition.job
      JOIN incident ON incident.id = member.incident
    WHERE member.resolved_at IS NULL AND awaits IS NOT NULL AND to_state <> member.state`.execute(trx);
  return rows;
}

/** Puts the jobs of these transitions into the incident, or back into it. */
export async function joinMembers(
  trx: WriteTransaction,
  joined: {
    incident: number;
    transitions: readonly number[];
    awaits: (state: string) => Awaits;
    at: Instant;
  },
): Promise<void> {
  const { rows } = await sql<{ id: number; job: number; state: string; name: string }>`
    SELECT transition.id, job, to_state AS state, job.name
    FROM json_each(${JSON.stringify(joined.transitions)}) AS listed
      JOIN transition ON transition.id = listed.value JOIN job ON job.id = transition.job`.execute(trx);
  for (const { id, job, state, name } of rows) {
    const present = { transition: id, state, awaits: joined.awaits(state) ?? null, joined_at: joined.at };
    const unresolved = { resolved_at: null, noticed_at: null, resolution: null, resolved_by: null };
    await trx
      .insertInto('member')
      .values({ incident: joined.incident, job, name, ...present, flapping_since: null, ...unresolved })
      .onConflict((conflict) =>
        conflict.columns(['incident', 'job']).doUpdateSet({ ...present, ...unresolved }),
      )
      .execute();
  }
}

/** In which incidents these jobs of a target still are, but for those in which they flap. */
export async function membersOf(
  trx: WriteTransaction,
  { target, jobIds }: { target: string; jobIds: readonly string[] },
): Promise<{ incident: number; job: number }[]> {
  const { rows } = await sql<{ incident: number; job: number }>`
    SELECT member.incident, member.job FROM json_each(${JSON.stringify(jobIds)}) AS listed
      JOIN job ON job.target = ${target} AND job.job_id = listed.value
      JOIN member ON member.job = job.id AND member.resolved_at IS NULL AND flapping_since IS NULL`.execute(
    trx,
  );
  return rows;
}

export async function resolveMember(
  trx: WriteTransaction,
  member: { incident: number; job: number },
  resolved: {
    resolution: Resolution;
    by: string;
    at: Instant;
    /** When that was found out. */
    noticedAt: Instant;
  },
): Promise<void> {
  await trx
    .updateTable('member')
    .set({
      resolved_at: resolved.at,
      noticed_at: resolved.noticedAt,
      resolution: resolved.resolution,
      resolved_by: resolved.by,
      flapping_since: null,
    })
    .where('incident', '=', member.incident)
    .where('job', '=', member.job)
    .execute();
}

/** The jobs that these transitions did not bring to an end. */
export async function movingJobs(trx: WriteTransaction, transitions: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ job: number }>`
    SELECT DISTINCT job FROM json_each(${JSON.stringify(transitions)}) AS listed
      JOIN transition ON transition.id = listed.value
    WHERE to_state NOT IN (SELECT value FROM json_each(${JSON.stringify(ENDED_STATES)}))`.execute(trx);
  return rows.map(({ job }) => job);
}

/**
 * How many changes of state each of these jobs made since then, its first sight not counted, nor what was dated by a
 * clock that has been set back since.
 */
export async function recentChanges(
  trx: WriteTransaction,
  { jobs, since, now }: { jobs: readonly number[]; since: Instant; now: Instant },
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ job: number; changes: number }>`
    SELECT transition.job, count(*) AS changes FROM json_each(${JSON.stringify(jobs)}) AS listed
      JOIN transition ON transition.job = listed.value
    WHERE from_state IS NOT NULL AND observed_at > ${since} AND observed_at <= ${now}
    GROUP BY transition.job`.execute(trx);
  return new Map(rows.map(({ job, changes }) => [job, changes]));
}

/** Marks a member as flapping; false when it was so already. */
export async function markFlapping(
  trx: WriteTransaction,
  { incident, job, at }: { incident: number; job: number; at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('member')
    .set({ flapping_since: at })
    .where('incident', '=', incident)
    .where('job', '=', job)
    .where('flapping_since', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A flapping member, with the state its job has now. */
export interface FlappingMember {
  job: number;
  state: string;
  now: string;
  /** How the poll gave it up since; null while it is followed, or ended. */
  gone: 'vanished' | 'outlived' | null;
  /** Null when every change was dated later than now, by a clock that has been set back since. */
  lastChangeAt: Instant | null;
}

export async function flappingMembers(
  trx: WriteTransaction,
  { incident, at }: { incident: number; at: Instant },
): Promise<FlappingMember[]> {
  const { rows } = await sql<FlappingMember>`
    SELECT member.job, member.state, job.state AS now,
      CASE WHEN followed = 1 OR job.state IN (SELECT value FROM json_each(${JSON.stringify(ENDED_STATES)})) THEN NULL
        WHEN missed_polls > 0 THEN 'vanished' ELSE 'outlived' END AS gone, (SELECT max(observed_at) FROM transition
      WHERE transition.job = member.job AND observed_at <= ${at}) AS "lastChangeAt"
    FROM member JOIN job ON job.id = member.job
    WHERE incident = ${incident} AND flapping_since IS NOT NULL AND resolved_at IS NULL`.execute(trx);
  return rows;
}

export async function endFlapping(
  trx: WriteTransaction,
  { incident, job }: { incident: number; job: number },
): Promise<void> {
  await trx
    .updateTable('member')
    .set({ flapping_since: null })
    .where('incident', '=', incident)
    .where('job', '=', job)
    .execute();
}

/** How many jobs an incident, or one receiver's part of it, has in all, and how many it still holds, by what they wait for. */
export interface MemberCounts {
  all: number;
  unresolved: number;
  awaitingMove: number;
  resolutions: readonly Resolution[];
}

export async function memberCounts(
  trx: WriteTransaction,
  { incident, receiver }: { incident: number; receiver?: string },
): Promise<MemberCounts> {
  const isOf =
    receiver === undefined
      ? sql`1`
      : sql`job IN (SELECT transition.job FROM decision JOIN transition ON transition.id = decision.transition
          WHERE decision.incident = ${incident} AND decision.receiver = ${receiver} AND outcome = 'notify')`;
  const { rows } = await sql<{ resolution: Resolution | null; awaits: string | null; jobs: number }>`
    SELECT resolution, awaits, count(*) AS jobs FROM member
    WHERE incident = ${incident} AND ${isOf} GROUP BY resolution, awaits`.execute(trx);
  const sum = (of: typeof rows) => of.reduce((total, { jobs }) => total + jobs, 0);
  const open = rows.filter(({ resolution }) => resolution === null);
  return {
    all: sum(rows),
    unresolved: sum(open),
    awaitingMove: sum(open.filter(({ awaits }) => awaits === 'move')),
    resolutions: [...new Set(rows.flatMap(({ resolution }) => resolution ?? []))],
  };
}
