import { sql } from 'kysely';
import type { MessageJob, Severity } from '../alerts/message.ts';
import type { JobDetails, KnownJob } from '../jobs/job.ts';
import type { Instant } from '../time.ts';
import { parseApiTime } from '../jobs/api-time.ts';
import { toKnownJob } from './jobs.ts';
import type { Database, WriteTransaction } from './store.ts';

/** What a receiver is to be told of one target, decided and committed, but not yet made into a message. */
export interface WaitingGroup {
  readonly receiver: string;
  /** True for what the first read found (reason `baseline-summary`): told in a message of its own. */
  readonly isBaseline: boolean;
  readonly severities: readonly Severity[];
  readonly counts: readonly { readonly state: string; readonly count: number }[];
  /** When the oldest of its transitions was observed. */
  readonly detectedAt: Instant;
}

/** The groups of decisions that wait for the end of their poll (or whose poll was cut off by a crash). */
export async function waitingGroups(db: Database, target: string): Promise<WaitingGroup[]> {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('transition', 'transition.id', 'decision.transition')
    .select(({ fn }) => [
      'decision.receiver',
      'decision.reason',
      'decision.severity',
      'transition.to_state',
      fn.countAll<number>().as('jobs'),
      fn.min('transition.observed_at').as('detected_at'),
    ])
    .where('decision.target', '=', target)
    .where('decision.outcome', '=', sql.lit('notify'))
    .where('decision.notification', 'is', null)
    .groupBy(['decision.receiver', 'decision.reason', 'decision.severity', 'transition.to_state'])
    .orderBy('decision.receiver')
    .execute();
  const byGroup = Map.groupBy(rows, (row) => JSON.stringify([row.receiver, isBaseline(row.reason)]));
  return [...byGroup.values()].map((members) => ({
    receiver: members[0]?.receiver ?? '',
    isBaseline: isBaseline(members[0]?.reason ?? ''),
    severities: members.flatMap((row) => row.severity ?? []),
    counts: sumByState(members),
    detectedAt: Math.min(...members.map((row) => row.detected_at)),
  }));
}

/** The jobs of one group, Failed first, then in the order they were seen, as many as a message lists. */
export async function waitingJobs(
  db: Database,
  options: {
    readonly target: string;
    readonly group: WaitingGroup;
    readonly limit: number;
    readonly details: (job: KnownJob) => JobDetails;
  },
): Promise<MessageJob[]> {
  const rows = await ofGroup(db, options.target, options.group)
    .innerJoin('transition', 'transition.id', 'decision.transition')
    .innerJoin('job', 'job.id', 'transition.job')
    .selectAll('job')
    .select(['decision.rule', 'decision.reason', 'from_state', 'to_state', 'since', 'previous_since'])
    .orderBy((eb) => eb('to_state', '=', 'Failed'), 'desc')
    .orderBy('decision.id')
    .limit(options.limit)
    .execute();
  return rows.map((row) => {
    const job = toKnownJob(row);
    const details = options.details(job);
    const createdAt = parseApiTime(job.creationTime);
    return {
      jobId: job.jobId,
      name: job.name,
      type: job.type,
      state: row.to_state,
      since: row.since,
      ...(row.from_state !== null && { from: row.from_state }),
      ...(row.previous_since !== null && { previousSince: row.previous_since }),
      ...(createdAt !== undefined && { createdAt }),
      code: job.code,
      message: job.message,
      inputSummary: details.inputSummary,
      operationSummary: details.operationSummary,
      queueId: details.queueId,
      rule: row.rule ?? '',
      reason: row.reason,
    };
  });
}

/** Binds the group's decisions to the notification that tells them. */
export async function settleGroup(
  trx: WriteTransaction,
  bound: { readonly target: string; readonly group: WaitingGroup; readonly notification: number },
): Promise<void> {
  await trx
    .updateTable('decision')
    .set({ notification: bound.notification })
    .where('id', 'in', ofGroup(trx, bound.target, bound.group).select('decision.id'))
    .execute();
}

/** Gives up a group whose receiver is no longer configured; returns how many decisions that were. */
export async function suppressGroup(
  trx: WriteTransaction,
  target: string,
  group: WaitingGroup,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('decision')
    .set({ outcome: 'suppress', reason: 'receiver-removed' })
    .where('id', 'in', ofGroup(trx, target, group).select('decision.id'))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

function ofGroup(db: Database, target: string, group: WaitingGroup) {
  return db
    .selectFrom('decision')
    .where('decision.target', '=', target)
    .where('decision.receiver', '=', group.receiver)
    .where('decision.outcome', '=', sql.lit('notify'))
    .where('decision.notification', 'is', null)
    .where('decision.reason', group.isBaseline ? '=' : '!=', 'baseline-summary');
}

function isBaseline(reason: string): boolean {
  return reason === 'baseline-summary';
}

function sumByState(rows: readonly { to_state: string; jobs: number }[]) {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.to_state, (sums.get(row.to_state) ?? 0) + row.jobs);
  return [...sums].map(([state, count]) => ({ state, count }));
}
