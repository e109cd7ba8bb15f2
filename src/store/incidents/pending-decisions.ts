import { sql } from 'kysely';
import type { SuppressReason } from '../../core/rule/decide.ts';
import type { HoldReason } from '../../core/incident/incident.ts';
import type { MessageJob, StateCount } from '../../core/message/message.ts';
import type { Severity } from '../../core/severity.ts';
import type { JobDetails, KnownJob } from '../../core/job/job.ts';
import type { Instant } from '../../platform/time.ts';
import { fromJson } from '../dialect/json.ts';
import { messageJobs } from './message-jobs.ts';
import type { Database, WriteTransaction } from '../sqlite/store.ts';

/** Decisions of one rule and group that wait for an incident. */
export interface NewGroup {
  rule: string;
  groupKey: string;
  labels: string;
  severity: Severity;
  transitions: readonly number[];
  receivers: readonly string[];
}

/** What these transitions bring, by rule and group, oldest first. */
export async function newGroups(trx: WriteTransaction, transitions: readonly number[]): Promise<NewGroup[]> {
  const { rows } = await sql<{
    rule: string;
    groupKey: string;
    labels: string;
    severity: Severity;
    transitions: string;
    receivers: string;
  }>`
    SELECT decision.rule, group_key AS "groupKey", min(labels) AS labels, min(severity) AS severity,
      json_group_array(DISTINCT decision.transition) AS transitions,
      json_group_array(DISTINCT receiver) AS receivers
    FROM json_each(${JSON.stringify(transitions)}) AS listed JOIN decision ON decision.transition = listed.value
    WHERE outcome = 'notify' AND notification IS NULL AND group_key IS NOT NULL AND incident IS NULL
    GROUP BY decision.rule, group_key ORDER BY min(decision.id)`.execute(trx);
  return rows.map((row) => ({
    ...row,
    transitions: fromJson<number[]>(row.transitions),
    receivers: fromJson<string[]>(row.receivers),
  }));
}

/** Transitions with a decision on a partial success that no incident has yet. */
export async function lateDecisions(trx: WriteTransaction, target: string): Promise<number[]> {
  const { rows } = await sql<{ transition: number }>`
    SELECT DISTINCT transition FROM decision
    WHERE target = ${target} AND outcome = 'notify' AND notification IS NULL
      AND reason = 'success-with-failures' AND incident IS NULL ORDER BY transition`.execute(trx);
  return rows.map(({ transition }) => transition);
}

/** Makes these decisions part of an incident. */
export async function assignDecisions(
  trx: WriteTransaction,
  assigned: Pick<NewGroup, 'rule' | 'groupKey' | 'transitions'> & { incident: number },
): Promise<void> {
  await sql`
    UPDATE decision SET incident = ${assigned.incident}
    WHERE transition IN (SELECT value FROM json_each(${JSON.stringify(assigned.transitions)}))
      AND rule = ${assigned.rule} AND group_key = ${assigned.groupKey} AND outcome = 'notify'
      AND notification IS NULL AND incident IS NULL`.execute(trx);
}

/** One receiver's part in an incident. */
export interface ThreadKey {
  incident: number;
  receiver: string;
}

/** What a receiver is not told yet, but for what a mute covers: how many, by state, and since when. */
export async function pendingDecisions(
  db: Database,
  { incident, receiver }: ThreadKey,
): Promise<{ counts: readonly StateCount[]; detectedAt: Instant | undefined }> {
  const { rows } = await sql<StateCount & { detectedAt: Instant }>`
    SELECT to_state AS state, count(DISTINCT transition.job) AS count, min(observed_at) AS "detectedAt"
    FROM decision JOIN transition ON transition.id = decision.transition
    WHERE ${waiting({ incident, receiver })} AND ${UNMUTED} GROUP BY to_state`.execute(db);
  return {
    counts: rows.map(({ state, count }) => ({ state, count })),
    detectedAt: rows.length === 0 ? undefined : Math.min(...rows.map(({ detectedAt }) => detectedAt)),
  };
}

/** Whether anybody is still to be told anything of the incident, held back or not. */
export async function hasPendingDecisions(db: Database, incident: number): Promise<boolean> {
  const row = await db
    .selectFrom('decision')
    .select('id')
    .where('incident', '=', incident)
    .where('outcome', '=', 'notify')
    .where('notification', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Which of a thread's jobs a message lists. */
export type Listed =
  /** Those not told yet, and those of a message that is written anew. */
  | { kind: 'new'; rewritten: number | undefined }
  /** Those still in the incident, those whose part ended since the receiver was last told, and what is new. */
  | {
      kind: 'standing';
      rewritten: number | undefined;
      /** Null when nothing was told yet. */
      since: Instant | null;
      /** Leaves out what can leave its state no more. */
      movingAlone: boolean;
    }
  | { kind: 'all' };

export async function threadJobs(
  db: Database,
  options: ThreadKey & {
    listed: Listed;
    limit: number;
    details: (job: KnownJob) => JobDetails;
  },
): Promise<MessageJob[]> {
  return await messageJobs(db, { ...options, chosen: chosenBy(options, options.listed) });
}

/** How many jobs, by state, the message is about, listed or not. */
export async function threadCounts(
  db: Database,
  of: ThreadKey,
  listed: Listed,
): Promise<readonly StateCount[]> {
  const { rows } = await sql<StateCount>`
    SELECT to_state AS state, count(DISTINCT transition.job) AS count
    FROM decision JOIN transition ON transition.id = decision.transition
      LEFT JOIN member ON member.incident = decision.incident AND member.job = transition.job
    WHERE ${chosenBy(of, listed)} GROUP BY to_state`.execute(db);
  return rows;
}

function chosenBy(of: ThreadKey, listed: Listed) {
  const ofThread = sql`decision.incident = ${of.incident} AND decision.receiver = ${of.receiver}
    AND decision.outcome = 'notify'`;
  switch (listed.kind) {
    case 'new':
      return sql`${ofThread} AND ${isNew(listed)}`;
    case 'standing':
      return sql`${ofThread} AND (${isNew(listed)} OR (${UNMUTED} AND ${listed.movingAlone ? MOVING : sql`1`} AND (member.noticed_at > ${listed.since}
        OR (member.resolved_at IS NULL AND member.transition = decision.transition))))`;
    case 'all':
      return sql`${ofThread} AND ${UNMUTED}`;
  }
}

/** Not told yet, or told by a message that is written anew: what a message binds, it must list. */
function isNew({ rewritten }: { rewritten: number | undefined }) {
  const pending = sql`(decision.notification IS NULL AND ${UNMUTED})`;
  return rewritten === undefined ? pending : sql`(${pending} OR decision.notification = ${rewritten})`;
}

/** Binds what is not told yet, but for what a mute covers, to the notification that tells it. */
export async function bindDecisions(
  trx: WriteTransaction,
  of: ThreadKey,
  { notification }: { notification: number },
): Promise<void> {
  await trx
    .updateTable('decision')
    .set({ notification, held: null })
    .where(sql<boolean>`${waiting(of)} AND ${UNMUTED}`)
    .execute();
}

/** Notes why it is not told yet; returns how many decisions were not held for that reason before. */
export async function holdDecisions(
  trx: WriteTransaction,
  of: ThreadKey,
  reason: HoldReason,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('decision')
    .set({ held: reason, held_by: null })
    .where(sql<boolean>`${waiting(of)} AND ${UNMUTED} AND held IS NOT ${reason}`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Gives up what is not told yet; returns how many decisions that were. */
export async function dropDecisions(
  trx: WriteTransaction,
  of: ThreadKey,
  reason: SuppressReason,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('decision')
    .set({ outcome: 'suppress', reason, held: null })
    .where(waiting(of))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const MOVING = sql`member.awaits = 'move'`;

/** What a mute covers is not news. */
const UNMUTED = sql`(decision.held IS NULL OR decision.held NOT IN ('silenced', 'maintenance', 'flapping'))`;

function waiting({ incident, receiver }: ThreadKey) {
  return sql<boolean>`decision.incident = ${incident} AND decision.receiver = ${receiver}
    AND decision.outcome = 'notify' AND decision.notification IS NULL`;
}
