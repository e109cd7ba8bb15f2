import { decide, type Decision } from '../core/rule/decide.ts';
import { wantsObjects } from '../core/rule/wants-objects.ts';
import { diffPage, type PageDiff } from '../core/job/diff.ts';
import type { Job, KnownJob } from '../core/job/job.ts';
import { runTime } from '../core/job/run-time.ts';
import { isEnded } from '../core/job/state.ts';
import type { Transition } from '../core/job/transition.ts';
import { recordHistory } from '../store/jobs/history.ts';
import { jobsByIds, saveJobs, type StoredJob } from '../store/jobs/jobs.ts';
import { markCorrelated, skipBeforeFirst } from '../store/jobs/new-transitions.ts';
import { statesLeft } from '../store/jobs/states-left.ts';
import type { Store } from '../store/store.ts';
import type { Instant } from '../platform/time.ts';
import type { JobSource } from './port/job-source.ts';
import type { PolledTarget } from './port/polled-target.ts';
import type { QuietWrites } from './port/poll-step.ts';

export interface CommitContext {
  store: Store;
  /** As of a poll's step. */
  quietWrites?: QuietWrites | undefined;
  source: Pick<JobSource, 'details'>;
  target: PolledTarget;
  pollId: string;
  observedAt: Instant;
  baseline: boolean;
  confirmed: boolean;
  /** True while all transitions of the target are correlated. */
  isSettled?: boolean;
}

export interface CommittedPage {
  transitions: readonly DecidedTransition[];
  /** Jobs whose page contradicts what is known; nothing of them was kept. */
  doubtful: readonly Job[];
}

export interface DecidedTransition {
  job: KnownJob;
  transition: Transition;
  decisions: readonly Decision[];
  wantsObjects: boolean;
}

/**
 * Commits one page: compares it with the stored rows of its ids, decides who is notified, and writes rows,
 * transitions and decisions in one transaction. A page without changes writes nothing.
 * @throws StoreFault
 */
export async function commitPage(jobs: readonly Job[], context: CommitContext): Promise<CommittedPage> {
  const { store, quietWrites = store, target } = context;
  const stored = await store.read((db) =>
    jobsByIds(
      db,
      target.name,
      jobs.map(({ jobId }) => jobId),
    ),
  );
  const known = new Map([...stored].map(([jobId, { job }]) => [jobId, job]));
  const left = await store.read((db) => statesLeft(db, openMoves(stored, jobs)));
  const diff = diffPage(known, jobs, { ...context, left });
  const transitions = decideAll(diff, context);
  if (diff.changed.length > 0) {
    // A first read shows the past: with many targets, they share their commits.
    await (context.baseline ? quietWrites : store).write(async (trx) => {
      // The transitions of other targets need not be passed over again when the poll ends.
      if (context.isSettled === true) await markCorrelated(trx, target.name);
      else if (context.baseline) await skipBeforeFirst(trx, target.name);
      const rows = await saveJobs(trx, target.name, diff.changed);
      await recordHistory(trx, {
        target: target.name,
        pollId: context.pollId,
        rows,
        transitions: transitions.map((decided) => ({ ...decided, ran: runTime(decided.job) })),
        observations: diff.observations,
      });
    });
  }
  return { transitions, doubtful: diff.doubtful };
}

/** Rows of jobs that moved and have not ended, by id: few, where an end is what most pages bring. */
function openMoves(stored: ReadonlyMap<string, StoredJob>, jobs: readonly Job[]): Map<string, number> {
  return new Map(
    jobs.flatMap(({ jobId, state }) => {
      const before = stored.get(jobId);
      const moved = before !== undefined && before.job.state !== state && !isEnded(state);
      return moved ? [[jobId, before.row]] : [];
    }),
  );
}

function decideAll(diff: PageDiff, { target, source }: CommitContext): DecidedTransition[] {
  const changed = new Map(diff.changed.map((job) => [job.jobId, job]));
  return diff.transitions.flatMap((transition) => {
    const job = changed.get(transition.jobId);
    if (job === undefined) return [];
    const subject = { target: target.name, transition, job, details: () => source.details(job) };
    const decisions = decide(subject, target.rules, target.firstRun);
    const isAsked = target.enrich.includes('failedObjects');
    const { rules } = target;
    return [
      { job, transition, decisions, wantsObjects: isAsked && wantsObjects(subject, { decisions, rules }) },
    ];
  });
}
