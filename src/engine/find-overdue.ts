import { SUPPRESS_REASONS } from '../core/rule/decide.ts';
import {
  asksUsual,
  decideOverdue,
  nextOverdueAge,
  OVERDUE_STATES,
  shortestSpan,
  type TimeInState,
} from '../core/rule/overdue.ts';
import type { Rule } from '../core/rule/rule.ts';
import { usualSpan } from '../core/rule/usual-span.ts';
import { recordDecisions } from '../store/jobs/history.ts';
import { overdueJobs, pastRuns, type OverdueJob } from '../store/jobs/overdue-jobs.ts';
import { newGroups } from '../store/incidents/pending-decisions.ts';
import type { Database, WriteTransaction } from '../store/database.ts';
import type { Duration, Instant } from '../platform/time.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';
import { joinGroup } from './join-group.ts';

/**
 * Finds the jobs of a target that have been in their state for longer than a rule allows, and puts them into
 * incidents. To be called only while the store knows the target well: a job that nobody saw move may have moved.
 */
export async function findOverdue(
  trx: WriteTransaction,
  target: string,
  context: EvaluationContext,
): Promise<void> {
  const decided: number[] = [];
  for await (const found of limitedJobs(trx, target, context)) {
    if (await decide(trx, { ...found, target }, context)) decided.push(found.transitionRow);
  }
  for (const group of await newGroups(trx, decided)) await joinGroup(trx, group, context);
}

/**
 * Returns when the next followed job of a target is overdue, if it stays in its state; `undefined` when none will be.
 * For a replay, which leaps in time.
 */
export async function nextOverdue(
  db: Database,
  target: string,
  { rules, details }: Pick<EvaluationContext, 'rules' | 'details'>,
): Promise<Instant | undefined> {
  let next: Instant | undefined;
  for await (const { job, transition, ...spent } of limitedJobs(db, target, { rules, now: Infinity })) {
    const subject = { target, transition, job, details: () => details(job) };
    const age = nextOverdueAge(subject, rules, spent);
    if (age !== undefined) next = Math.min(next ?? Infinity, job.stateSince + age);
  }
  return next;
}

type LimitedJob = Omit<OverdueJob, 'decided'> & Omit<TimeInState, 'age'>;

/** Finds the followed jobs that have been in a state since the shortest limit before `now`, or for longer. */
async function* limitedJobs(
  db: Database,
  target: string,
  { rules, now }: Pick<EvaluationContext, 'rules' | 'now'>,
): AsyncGenerator<LimitedJob> {
  const usualOf = createUsualOf(db, target);
  for (const state of OVERDUE_STATES) {
    const shortest = shortestSpan(rules, state);
    if (shortest === undefined) continue;
    const last = rules.filter((rule) => limits(rule, state) && !rule.continue).map(({ name }) => name);
    for (const found of await overdueJobs(db, { target, state, before: now - shortest, last })) {
      const usual = asksUsual(rules, state) ? await usualOf(found.job.name, state) : undefined;
      yield { ...found, state, usual, decided: new Set(found.decided) };
    }
  }
}

function limits({ tooLong }: Rule, state: TimeInState['state']): boolean {
  return tooLong?.[state] !== undefined;
}

/** Looks up the usual time of a name in a state, each once. */
function createUsualOf(db: Database, target: string) {
  const usuals = new Map<string, Duration | undefined>();
  return async (name: string, state: TimeInState['state']): Promise<Duration | undefined> => {
    const key = JSON.stringify([name, state]);
    if (!usuals.has(key)) usuals.set(key, usualSpan(await pastRuns(db, { target, name }), state));
    return usuals.get(key);
  };
}

/** Returns whether anything was decided. */
async function decide(
  trx: WriteTransaction,
  { target, job, transition, transitionRow, ...spent }: LimitedJob & { target: string },
  { rules, details, now, stats }: EvaluationContext,
): Promise<boolean> {
  const subject = { target, transition, job, details: () => details(job) };
  const decisions = decideOverdue(subject, rules, { ...spent, age: now - job.stateSince });
  await recordDecisions(trx, target, { transition: transitionRow, decisions, decidedAt: now });
  for (const { outcome, reason } of decisions) {
    const suppressed = outcome === 'suppress' && SUPPRESS_REASONS.find((known) => known === reason);
    if (suppressed) stats.count(suppressed, 1);
  }
  return decisions.length > 0;
}
