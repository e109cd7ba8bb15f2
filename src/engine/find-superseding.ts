import type { JobDetails } from '../core/job/job.ts';
import { workOf } from '../core/job/work-of.ts';
import { jobsByRows } from '../store/jobs/jobs.ts';
import type { JobOf } from '../store/incidents/decisions.ts';
import type { ResolvedMember } from '../store/incidents/members.ts';
import type { WriteTransaction } from '../store/database.ts';
import {
  shownFailures,
  shownSuccesses,
  type FailedRun,
  type Runs,
  type SucceededRun,
} from '../store/incidents/superseding.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';

/**
 * Finds which failures newer runs have made up for, where these transitions show the one or the other. Takes time and
 * memory by the number of runs, whatever they are named: a page may bring thousands of one name.
 */
export async function findSuperseding(
  trx: WriteTransaction,
  transitions: readonly number[],
  context: EvaluationContext,
): Promise<ResolvedMember[]> {
  const byFailure = await matchRuns(trx, await shownFailures(trx, transitions), context);
  const known = new Set(byFailure.map(keyOf));
  const bySuccess = await matchRuns(trx, await shownSuccesses(trx, transitions), context);
  return [...byFailure, ...bySuccess.filter((resolved) => !known.has(keyOf(resolved)))];
}

function keyOf({ incident, job }: JobOf): string {
  return `${incident} ${job}`;
}

/** Resolves each failure by the first newer success of the same target, type, name and work. */
export async function matchRuns(
  trx: WriteTransaction,
  runs: Runs,
  context: EvaluationContext,
): Promise<ResolvedMember[]> {
  const newest = new Map<string, number>();
  const oldest = new Map<string, number>();
  for (const run of runs.succeeded) {
    newest.set(kindOf(run), Math.max(newest.get(kindOf(run)) ?? run.createdAt, run.createdAt));
  }
  // Most are older or of another kind, and their work need not be read.
  const failed = runs.failed.filter((run) => run.createdAt < (newest.get(kindOf(run)) ?? -Infinity));
  for (const run of failed) {
    oldest.set(kindOf(run), Math.min(oldest.get(kindOf(run)) ?? run.createdAt, run.createdAt));
  }
  const succeeded = runs.succeeded.filter((run) => run.createdAt > (oldest.get(kindOf(run)) ?? Infinity));
  const works = await worksOf(trx, [...failed, ...succeeded], context);
  const byWork = Map.groupBy(
    succeeded.toSorted((one, other) => one.createdAt - other.createdAt),
    (run) => workKey(run, works),
  );
  return failed.flatMap((run) => {
    const by = firstAfter(byWork.get(workKey(run, works)) ?? [], run.createdAt);
    if (by === undefined) return [];
    const { incident, job } = run;
    return [{ incident, job, how: 'superseded' as const, by: by.jobId, at: by.at }];
  });
}

type Run = FailedRun | SucceededRun;

function kindOf({ target, type, name }: Run): string {
  return JSON.stringify([target, type, name]);
}

function workKey(run: Run, works: ReadonlyMap<number, string>): string {
  return JSON.stringify([kindOf(run), works.get(run.job)]);
}

/** So many rows are held at once: each may have 128 KB of settings. */
const AT_ONCE = 100;

async function worksOf(
  trx: WriteTransaction,
  runs: readonly Run[],
  { details }: { details: (job: NonNullable<JobRow>) => JobDetails },
): Promise<ReadonlyMap<number, string>> {
  const works = new Map<number, string>();
  for (let from = 0; from < runs.length; from += AT_ONCE) {
    const rows = runs.slice(from, from + AT_ONCE).map(({ job }) => job);
    for (const [index, job] of (await jobsByRows(trx, rows)).entries()) {
      if (job !== undefined) works.set(rows[index] ?? 0, workOf(details(job)));
    }
  }
  return works;
}

type JobRow = Awaited<ReturnType<typeof jobsByRows>>[number];

/** The first created after that instant, of runs in order of creation; found by halving. */
function firstAfter(runs: readonly SucceededRun[], instant: number): SucceededRun | undefined {
  let from = 0;
  let until = runs.length;
  while (from < until) {
    const middle = (from + until) >> 1;
    if ((runs[middle]?.createdAt ?? 0) > instant) until = middle;
    else from = middle + 1;
  }
  return runs[from];
}
