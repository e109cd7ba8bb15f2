import { SUPPRESS_REASONS } from '../core/rule/decide.ts';
import {
  asksUsual,
  decideTooLong,
  shortestSpan,
  TOO_LONG_STATES,
  type TooLongState,
} from '../core/rule/too-long.ts';
import { usualSpan } from '../core/rule/usual-span.ts';
import { longStays, pastRuns, recordLateDecisions, type LongStay } from '../store/jobs/long-stays.ts';
import { newGroups } from '../store/incidents/news.ts';
import type { Database, WriteTransaction } from '../store/sqlite/store.ts';
import type { Duration } from '../platform/time.ts';
import type { Pass } from './base/context.ts';
import { joinGroup } from './take-in.ts';

/**
 * Finds the jobs of a target that have been in their state for longer than a rule allows, and takes them into
 * incidents. To be called only while what is known of the target is fresh: a job that nobody saw move may have.
 */
export async function findTooLong(trx: WriteTransaction, target: string, pass: Pass): Promise<void> {
  const rules = pass.rules.filter(({ tooLong }) => tooLong !== undefined);
  const usuals = new Map<string, Duration | undefined>();
  const decided: number[] = [];
  for (const state of TOO_LONG_STATES) {
    const shortest = shortestSpan(rules, state);
    if (shortest === undefined) continue;
    const limiting = rules.filter(({ tooLong }) => tooLong?.[state] !== undefined);
    const last = limiting.filter((rule) => !rule.continue).map(({ name }) => name);
    for (const stay of await longStays(trx, { target, state, before: pass.now - shortest, last })) {
      const usual = asksUsual(limiting, state)
        ? await usualOf(trx, { target, name: stay.job.name, state, usuals })
        : undefined;
      if (await decide(trx, { target, stay, state, usual }, pass)) decided.push(stay.transitionRow);
    }
  }
  for (const group of await newGroups(trx, decided)) await joinGroup(trx, group, pass);
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
    stay: LongStay;
    state: TooLongState;
    usual: Duration | undefined;
  },
  pass: Pass,
): Promise<boolean> {
  const { target, stay, state, usual } = found;
  const { job, transition } = stay;
  const decisions = decideTooLong({ target, transition, job, details: () => pass.details(job) }, pass.rules, {
    state,
    age: pass.now - job.stateSince,
    usual,
    decided: new Set(stay.decided),
  });
  await recordLateDecisions(trx, { transition: stay.transitionRow, target, decisions, at: pass.now });
  for (const { outcome, reason } of decisions) {
    const suppressed = outcome === 'suppress' && SUPPRESS_REASONS.find((known) => known === reason);
    if (suppressed) pass.tally.count(suppressed, 1);
  }
  return decisions.length > 0;
}
