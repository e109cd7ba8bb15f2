import { sql } from 'kysely';
import type { SuppressReason } from '../../core/rule/decide.ts';
import type { HoldReason } from '../../core/incident/lifecycle.ts';
import type { Instant } from '../../platform/time.ts';
import { asNumber, eachId, eachOf, listedRows } from '../dialect/listed.ts';
import type { WriteTransaction } from '../database.ts';

/** A job of an incident, by their numbers. */
export interface JobOf {
  incident: number;
  job: number;
}

/** One receiver's part of an incident. */
export interface ReceiverOf {
  incident: number;
  receiver: string;
}

/** True of pending decisions. */
export const PENDING = sql`decision.outcome = 'notify' AND decision.notification IS NULL`;

/** True of decisions that no mute covers. */
export const UNMUTED = sql`(decision.held IS NULL OR decision.held NOT IN ('silenced', 'maintenance', 'flapping'))`;

/** By the job's few transitions. The plus keeps SQLite from reading all decisions of the incident for each job. */
const OF_JOB = sql`+decision.incident = ${asNumber('incident')}
  AND decision.transition IN (SELECT id FROM transition WHERE transition.job = ${asNumber('job')}) AND ${PENDING}`;
const OF_INCIDENT = sql`decision.incident = ${asNumber('incident')} AND ${PENDING}`;
const OF_RECEIVER = sql`decision.incident = ${asNumber('incident')}
  AND decision.receiver = listed.value ->> 'receiver' AND ${PENDING}`;

/** Frees the decisions on each job that one of these holds. */
export async function freeDecisions(
  trx: WriteTransaction,
  freed: readonly JobOf[],
  held: readonly HoldReason[],
): Promise<void> {
  if (freed.length === 0) return;
  await sql`
    UPDATE decision SET held = NULL, held_by = NULL FROM ${listedRows(freed)}
    WHERE ${OF_JOB} AND held IN ${eachOf(held)}`.execute(trx);
}

/** Holds the decisions on each job, but for those that flapping holds. Returns the reason of each that changed. */
export async function muteDecisions(
  trx: WriteTransaction,
  muted: readonly (JobOf & { reason: 'silenced' | 'maintenance'; by: string | undefined })[],
): Promise<readonly HoldReason[]> {
  if (muted.length === 0) return [];
  const { rows } = await sql<{ held: HoldReason }>`
    UPDATE decision SET held = listed.value ->> 'reason', held_by = listed.value ->> 'by'
    FROM ${listedRows(muted)}
    WHERE ${OF_JOB} AND held IS DISTINCT FROM (listed.value ->> 'reason') AND held IS DISTINCT FROM 'flapping'
    RETURNING held`.execute(trx);
  return rows.map(({ held }) => held);
}

/** Gives up the decisions that this holds, of one job or of all. Returns the reason of each. */
export async function dropHeld(
  trx: WriteTransaction,
  dropped: readonly { incident: number; job: number | undefined; reason: SuppressReason & HoldReason }[],
): Promise<readonly SuppressReason[]> {
  const [ofJobs, ofAll] = [
    dropped.filter(({ job }) => job !== undefined),
    dropped.filter(({ job }) => job === undefined),
  ];
  const reasons: SuppressReason[] = [];
  for (const [listed, which] of [
    [ofJobs, OF_JOB],
    [ofAll, OF_INCIDENT],
  ] as const) {
    if (listed.length === 0) continue;
    const { rows } = await sql<{ reason: SuppressReason }>`
      UPDATE decision SET outcome = 'suppress', reason = held, held = NULL
      FROM ${listedRows(listed)}
      WHERE ${which} AND held = listed.value ->> 'reason' RETURNING reason`.execute(trx);
    reasons.push(...rows.map(({ reason }) => reason));
  }
  return reasons;
}

/** Notes why the decisions of a receiver are held. Returns those that were not held for that reason before. */
export async function holdDecisions(
  trx: WriteTransaction,
  held: readonly (ReceiverOf & { reason: HoldReason })[],
): Promise<readonly ReceiverOf[]> {
  if (held.length === 0) return [];
  const { rows } = await sql<ReceiverOf>`
    UPDATE decision SET held = listed.value ->> 'reason', held_by = NULL
    FROM ${listedRows(held)}
    WHERE ${OF_RECEIVER} AND ${UNMUTED} AND held IS DISTINCT FROM (listed.value ->> 'reason')
    RETURNING decision.incident, decision.receiver`.execute(trx);
  return rows;
}

/** Gives up the pending decisions of receivers. Returns whose they were. */
export async function dropDecisions(
  trx: WriteTransaction,
  dropped: readonly (ReceiverOf & { reason: SuppressReason })[],
): Promise<readonly ReceiverOf[]> {
  if (dropped.length === 0) return [];
  const { rows } = await sql<ReceiverOf>`
    UPDATE decision SET outcome = 'suppress', reason = listed.value ->> 'reason', held = NULL
    FROM ${listedRows(dropped)}
    WHERE ${OF_RECEIVER} RETURNING decision.incident, decision.receiver`.execute(trx);
  return rows;
}

/** Holds what these transitions bring because their jobs flap; earlier decisions stay as they are. Returns the number of decisions. */
export async function holdFlapping(
  trx: WriteTransaction,
  { members, transitions }: { members: readonly JobOf[]; transitions: readonly number[] },
): Promise<number> {
  if (members.length === 0) return 0;
  const { numAffectedRows = 0n } = await sql`
    UPDATE decision SET held = 'flapping', held_by = NULL FROM ${listedRows(members)}
    WHERE ${OF_JOB} AND held IS DISTINCT FROM 'flapping'
      AND decision.transition IN ${eachId(transitions)}`.execute(trx);
  return Number(numAffectedRows);
}

/** Binds pending decisions that no mute covers to the notifications that carry them. */
export async function bindDecisions(
  trx: WriteTransaction,
  bound: readonly (ReceiverOf & { notification: number })[],
): Promise<void> {
  if (bound.length === 0) return;
  await sql`
    UPDATE decision SET notification = ${asNumber('notification')}, held = NULL
    FROM ${listedRows(bound)} WHERE ${OF_RECEIVER} AND ${UNMUTED}`.execute(trx);
}

/** Makes decisions for the receivers of escalations, on the jobs that the incidents hold, each transition once. */
export async function escalateDecisions(
  trx: WriteTransaction,
  { incidents, at }: { incidents: readonly number[]; at: Instant },
): Promise<void> {
  if (incidents.length === 0) return;
  await sql`
    INSERT INTO decision (transition, target, outcome, reason, rule, receiver, severity, decided_at, group_key, labels, incident)
    SELECT member.transition, job.target, 'notify', 'escalated', incident.rule, thread.receiver,
      incident.severity, CAST(${at} AS bigint), incident.group_key, incident.labels, incident.id
    FROM incident JOIN thread ON thread.incident = incident.id AND via = 'escalation'
      JOIN member ON member.incident = incident.id AND resolved_at IS NULL
      JOIN job ON job.id = member.job
    WHERE incident.id IN ${eachId(incidents)}
      AND NOT EXISTS (SELECT 1 FROM decision WHERE decision.transition = member.transition
        AND decision.receiver = thread.receiver AND decision.incident = incident.id)
    ORDER BY thread.id, member.job`.execute(trx);
}
