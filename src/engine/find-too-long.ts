import { SUPPRESS_REASONS } from '../core/rule/decide.ts';
import {
  asksUsual,
  decideTooLong,
  shortestSpan,
  TOO_LONG_STATES,
  type TooLongState,
} from '../core/rule/too-long.ts';
import { usualSpan } from '../core/rule/usual-span.ts';
import { recordDecisions } from '../store/jobs/history.ts';
import { overdueJobs, pastRuns, type OverdueJob } from '../store/jobs/overdue-jobs.ts';
import { newGroups } from '../store/incidents/pending-decisions.ts';
import type { Database, WriteTransaction } from '../store/sqlite/store.ts';
import type { Duration } from '../platform/time.ts';
import type { EvaluationContext } from './base/evaluation-context.ts';
import { joinGroup } from './join-group.ts';

/**
 * Finds the jobs of a target that have been in their state for longer than a rule allows, and takes them into
 * incidents. To be called only while what is known of the target is fresh: a job that nobody saw move may have.
 */
export async function findTooLong(
  trx: WriteTransaction,
  target: string,
  context: EvaluationContext,
): Promise<void> {
  const rules = context.rules.filter(({ tooLong }) => tooLong !== undefined);
  const usuals = new Map<string, Duration | undefined>();
  const decided: number[] = [];
  for (const state of TOO_LONG_STATES) {
    const shortest = shortestSpan(rules, state);
    if (shortest === undefined) continue;
    const limiting = rules.filter(({ tooLong }) => tooLong?.[state] !== undefined);
    const last = limiting.filter((rule) => !rule.continue).map(({ name }) => name);
    for (const spell of await overdueJobs(trx, { target, state, before: context.now - shortest, last })) {
      const usual = asksUsual(limiting, state)
        ? await usualOf(trx, { target, name: spell.job.name, state, usuals })
        : undefined;
      if (await decide(trx, { target, spell, state, usual }, context)) decided.push(spell.transitionRow);
    }
  }
  for (const group of await newGroups(trx, decided)) await joinGroup(trx, group, context);
}

/** What is usual for a name in a state; found out once a pass. */
export async function usualOf(
  db: Database,
  asked: {
    target: string;
    name: string;
    state: TooLongState;
    /** What was found out in this pass. */
    usuals: Map<string, Duration | undefined>;
  },
): Promise<Duration | undefined> {
  const { target, name, state, usuals } = asked;
  const key = JSON.stringify([name, state]);
  if (!usuals.has(key)) usuals.set(key, usualSpan(await pastRuns(db, { target, name }), state));
  return usuals.get(key);
}

/** @returns whether anything was decided. */
async function decide(
  trx: WriteTransaction,
  found: {
    target: string;
    spell: OverdueJob;
    state: TooLongState;
    usual: Duration | undefined;
  },
  context: EvaluationContext,
): Promise<boolean> {
  const { target, spell, state, usual } = found;
  const { job, transition } = spell;
  const decisions = decideTooLong(
    { target, transition, job, details: () => context.details(job) },
    context.rules,
    {
      state,
      age: context.now - job.stateSince,
      usual,
      decided: new Set(spell.decided),
    },
  );
  await recordDecisions(trx, target, {
    transition: spell.transitionRow,
    decisions,
    decidedAt: context.now,
  });
  for (const { outcome, reason } of decisions) {
    const suppressed = outcome === 'suppress' && SUPPRESS_REASONS.find((known) => known === reason);
    if (suppressed) context.stats.count(suppressed, 1);
  }
  return decisions.length > 0;
}
