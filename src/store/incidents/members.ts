import { sql } from 'kysely';
import type { Awaits, Resolution } from '../../core/incident/lifecycle.ts';
import { ENDED_STATES } from '../../core/job/state.ts';
import type { Instant } from '../../platform/time.ts';
import { asNumber, eachOf, listedIds, listedRows, listedTexts } from '../dialect/listed.ts';
import type { WriteTransaction } from '../database.ts';
import type { JobOf } from './decisions.ts';
import { indexedBy } from '../dialect/hints.ts';

/** A job that left the state for which an incident holds it. */
export interface MovedMember extends JobOf {
  rule: string;
  /** The state for which it is in the incident. */
  state: string;
  to: string;
  at: Instant;
  isFlapping: boolean;
}

/**
 * Returns members whose jobs left the state of their part by these transitions. Nothing is known to leave Failed, but
 * what was answered twice is believed.
 */
export async function movedMembers(
  trx: WriteTransaction,
  transitions: readonly number[],
): Promise<MovedMember[]> {
  const { rows } = await sql<Omit<MovedMember, 'isFlapping'> & { flaps: number }>`
    SELECT member.incident, incident.rule, member.job, member.state, flapping_since IS NOT NULL AS flaps,
      transition.to_state AS "to", transition.observed_at AS at
    FROM ${listedIds(transitions)}
      JOIN transition ON transition.id = listed.value
      JOIN member ON member.job = transition.job
      JOIN incident ON incident.id = member.incident
    WHERE member.resolved_at IS NULL AND awaits IS NOT NULL AND to_state <> member.state`.execute(trx);
  return rows.map(({ flaps, ...row }) => ({ ...row, isFlapping: flaps === 1 }));
}

export interface JoinOptions {
  incident: number;
  transitions: readonly number[];
  awaits: (state: string) => Awaits;
  at: Instant;
}

/** Puts the jobs of these transitions into the incident, or back into it. */
export async function joinMembers(trx: WriteTransaction, joined: JoinOptions): Promise<void> {
  const { incident, at } = joined;
  const transitions = listedIds(joined.transitions);
  const { rows } = await sql<{ state: string }>`
    SELECT DISTINCT to_state AS state FROM ${transitions}
      JOIN transition ON transition.id = listed.value`.execute(trx);
  const awaits = rows.map(({ state }) => ({ state, awaits: joined.awaits(state) }));
  await sql`
    INSERT INTO member (incident, job, transition, name, state, awaits, joined_at)
    SELECT CAST(${incident} AS bigint), job.id, transition.id, job.name, to_state,
      (SELECT wait.value ->> 'awaits' FROM ${listedRows(awaits, 'wait')} WHERE wait.value ->> 'state' = to_state),
      CAST(${at} AS bigint)
    FROM (SELECT max(transition.id) AS id FROM ${transitions}
        JOIN transition ON transition.id = listed.value GROUP BY transition.job) AS last
      JOIN transition ON transition.id = last.id JOIN job ON job.id = transition.job
    WHERE true
    ON CONFLICT (incident, job) DO UPDATE SET transition = excluded.transition, state = excluded.state,
      awaits = excluded.awaits, joined_at = excluded.joined_at,
      resolved_at = NULL, noticed_at = NULL, resolution = NULL, resolved_by = NULL`.execute(trx);
}

/** The way in which a job's part in an incident ended. */
export interface ResolvedMember extends JobOf {
  how: Resolution;
  /** The new state, or the newer job; empty when nobody sees the job any more. */
  by: string;
  at: Instant;
}

export async function resolveMembers(
  trx: WriteTransaction,
  { resolved, noticedAt }: { resolved: readonly ResolvedMember[]; noticedAt: Instant },
): Promise<void> {
  if (resolved.length === 0) return;
  await sql`
    UPDATE member SET resolved_at = ${asNumber('at')}, noticed_at = ${noticedAt},
      resolution = listed.value ->> 'how', resolved_by = listed.value ->> 'by', flapping_since = NULL
    FROM ${listedRows(resolved)} WHERE ${IS_LISTED}`.execute(trx);
}

const IS_LISTED = sql`member.incident = ${asNumber('incident')} AND member.job = ${asNumber('job')}`;

/** Marks members as flapping. Returns those that were not so already. */
export async function markFlapping(
  trx: WriteTransaction,
  { members, at }: { members: readonly JobOf[]; at: Instant },
): Promise<readonly JobOf[]> {
  if (members.length === 0) return [];
  const { rows } = await sql<JobOf>`
    UPDATE member SET flapping_since = ${at} FROM ${listedRows(members)}
    WHERE ${IS_LISTED} AND flapping_since IS NULL RETURNING incident, job`.execute(trx);
  return rows;
}

export async function endFlapping(trx: WriteTransaction, members: readonly JobOf[]): Promise<void> {
  if (members.length === 0) return;
  await sql`
    UPDATE member SET flapping_since = NULL FROM ${listedRows(members)}
    WHERE ${IS_LISTED}`.execute(trx);
}

/**
 * Returns which of these jobs changed their state more often than `changes` since then. Their first sight does not
 * count, nor what was dated by a clock that has been set back since.
 */
export async function oftenChanged(
  trx: WriteTransaction,
  asked: { jobs: readonly number[]; changes: number; since: Instant; now: Instant },
): Promise<ReadonlySet<number>> {
  const { jobs, changes, since, now } = asked;
  if (jobs.length === 0) return new Set();
  const { rows } = await sql<{ job: number }>`
    SELECT transition.job FROM ${listedIds([...new Set(jobs)])}
      JOIN transition ON transition.job = listed.value
    WHERE from_state IS NOT NULL AND observed_at > ${since} AND observed_at <= ${now}
    GROUP BY transition.job HAVING count(*) > ${changes}`.execute(trx);
  return new Set(rows.map(({ job }) => job));
}

/** The jobs that these transitions did not bring to an end. */
export async function movingJobs(trx: WriteTransaction, transitions: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ job: number }>`
    SELECT DISTINCT job FROM ${listedIds(transitions)}
      JOIN transition ON transition.id = listed.value
    WHERE to_state NOT IN ${eachOf(ENDED_STATES)}`.execute(trx);
  return rows.map(({ job }) => job);
}

/** The members that these jobs of a target still are, but for those that flap. */
export async function membersOf(
  trx: WriteTransaction,
  { target, jobIds }: { target: string; jobIds: readonly string[] },
): Promise<JobOf[]> {
  const { rows } = await sql<JobOf>`
    SELECT member.incident, member.job FROM ${listedTexts(jobIds)}
      JOIN job ON job.target = ${target} AND job.job_id = listed.value
      JOIN member ON member.job = job.id AND member.resolved_at IS NULL AND flapping_since IS NULL`.execute(
    trx,
  );
  return rows;
}

/** The members of a target that are followed no more since that moment or later, but for those that flap. */
export async function unfollowedSince(
  trx: WriteTransaction,
  { target, since }: { target: string; since: Instant },
): Promise<JobOf[]> {
  const { rows } = await sql<JobOf>`
    SELECT incident, member.job FROM job ${indexedBy('job_settled')}
      JOIN member ON member.job = job.id AND resolved_at IS NULL AND flapping_since IS NULL
    WHERE job.followed = 0 AND changed_at >= ${since} AND target = ${target}
      AND job.state NOT IN ${eachOf(ENDED_STATES)}`.execute(trx);
  return rows;
}

/** The members of open incidents whose target is none of these. */
export async function membersOutside(trx: WriteTransaction, targets: readonly string[]): Promise<JobOf[]> {
  const { rows } = await sql<JobOf>`
    SELECT incident, member.job FROM member JOIN job ON job.id = member.job
      JOIN incident ON incident.id = member.incident
    WHERE resolved_at IS NULL AND incident.state <> 'closed'
      AND target NOT IN ${eachOf(targets)}`.execute(trx);
  return rows;
}
