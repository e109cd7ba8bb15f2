import { sql } from 'kysely';
import type { MessageJob } from '../alerts/message.ts';
import type { Severity } from '../alerts/severity.ts';
import type { JobDetails, KnownJob } from '../jobs/job.ts';
import type { Instant } from '../time.ts';
import { messageJobs } from './message-jobs.ts';
import type { Database, WriteTransaction } from './store.ts';

/** What a receiver is to be told of a target's first read, decided and committed, but not yet made into a message. */
export interface BaselineNews {
  readonly receiver: string;
  readonly severities: readonly Severity[];
  readonly counts: readonly { readonly state: string; readonly count: number }[];
  /** When the oldest of its transitions was observed. */
  readonly detectedAt: Instant;
}

export async function baselineNews(db: Database, target: string): Promise<BaselineNews[]> {
  const rows = await db
    .selectFrom('decision')
    .innerJoin('transition', 'transition.id', 'decision.transition')
    .select(({ fn }) => [
      'decision.receiver',
      'decision.severity',
      'transition.to_state',
      fn.countAll<number>().as('jobs'),
      fn.min('transition.observed_at').as('detected_at'),
    ])
    .where(waitingFor(target))
    .groupBy(['decision.receiver', 'decision.severity', 'transition.to_state'])
    .orderBy('decision.receiver')
    .execute();
  const byReceiver = Map.groupBy(rows, ({ receiver }) => receiver ?? '');
  return [...byReceiver].map(([receiver, members]) => ({
    receiver,
    severities: members.flatMap((row) => row.severity ?? []),
    counts: sumByState(members),
    detectedAt: Math.min(...members.map((row) => row.detected_at)),
  }));
}

export async function baselineJobs(
  db: Database,
  options: {
    readonly target: string;
    readonly receiver: string;
    readonly limit: number;
    readonly details: (job: KnownJob) => JobDetails;
  },
): Promise<MessageJob[]> {
  const chosen = waitingFor(options.target, options.receiver);
  return await messageJobs(db, { chosen, limit: options.limit, details: options.details });
}

/** Binds the receiver's decisions to the notification that tells them. */
export async function bindBaseline(
  trx: WriteTransaction,
  bound: { readonly target: string; readonly receiver: string; readonly notification: number },
): Promise<void> {
  await trx
    .updateTable('decision')
    .set({ notification: bound.notification })
    .where(waitingFor(bound.target, bound.receiver))
    .execute();
}

/** Gives up what waits for a receiver that is no longer configured; returns how many decisions that were. */
export async function suppressBaseline(
  trx: WriteTransaction,
  { target, receiver }: { readonly target: string; readonly receiver: string },
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('decision')
    .set({ outcome: 'suppress', reason: 'receiver-removed' })
    .where(waitingFor(target, receiver))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Spelled so that the partial index on waiting decisions serves it. */
function waitingFor(target: string, receiver?: string) {
  const ofReceiver = receiver === undefined ? sql`` : sql`AND decision.receiver = ${receiver}`;
  return sql<boolean>`decision.target = ${target} AND decision.outcome = 'notify'
    AND decision.notification IS NULL AND decision.reason = 'baseline-summary' ${ofReceiver}`;
}

function sumByState(rows: readonly { to_state: string; jobs: number }[]) {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.to_state, (sums.get(row.to_state) ?? 0) + row.jobs);
  return [...sums].map(([state, count]) => ({ state, count }));
}
