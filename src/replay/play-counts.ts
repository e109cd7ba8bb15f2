import { decideOnCounts } from '../core/rule/partial-success.ts';
import { recordDecisions } from '../store/jobs/history.ts';
import { jobsByIds } from '../store/jobs/jobs.ts';
import { keepCounts, keepFault, wantObjects } from '../store/jobs/object-counts.ts';
import { transitionRow, type PastCount } from '../store/history/past-counts.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { Instant } from '../platform/time.ts';
import type { PlayContext } from './play-context.ts';

/** Plays counts of objects, and decides on them again. */
export async function playCounts(
  trx: WriteTransaction,
  counts: readonly PastCount[],
  { context, at }: { context: PlayContext; at: Instant },
): Promise<void> {
  if (!context.target.enrich.includes('failedObjects')) return;
  for (const count of counts) await playCount(trx, count, { context, at });
}

async function playCount(
  trx: WriteTransaction,
  count: PastCount,
  { context, at }: { context: PlayContext; at: Instant },
): Promise<void> {
  const { target, details } = context;
  const { jobId, to, observedAt, counts, fault } = count;
  const row = await transitionRow(trx, count);
  const job = (await jobsByIds(trx, target.name, [jobId])).get(jobId)?.job;
  if (row === undefined || job === undefined) return;
  await wantObjects(trx, target.name, [{ transition: row, jobState: to }]);
  if (fault !== undefined) await keepFault(trx, row, { fault, at, retryAt: undefined });
  if (counts === undefined) return;
  await keepCounts(trx, row, { counts, at });
  const transition = {
    jobId,
    from: undefined,
    to,
    observedAt,
    since: job.stateSince,
    previousSince: undefined,
  };
  const decisions = decideOnCounts(
    { target: target.name, job, transition: { ...transition, baseline: false }, details: () => details(job) },
    { counts, rules: target.rules },
  );
  await recordDecisions(trx, target.name, { transition: row, decisions, decidedAt: at });
}
