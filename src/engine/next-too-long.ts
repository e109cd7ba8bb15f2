import { asksUsual, nextTooLongAge, TOO_LONG_STATES } from '../core/rule/too-long.ts';
import type { Rule } from '../core/rule/rule.ts';
import type { JobDetails, KnownJob } from '../core/job/job.ts';
import { overdueJobs } from '../store/jobs/overdue-jobs.ts';
import type { Database } from '../store/sqlite/store.ts';
import type { Duration, Instant } from '../platform/time.ts';
import { usualOf } from './find-too-long.ts';

/**
 * When the next followed job of a target will have been in its state for longer than a rule allows, if it stays there;
 * undefined when none will. For who lets time leap, instead of looking again and again.
 */
export async function nextTooLong(
  db: Database,
  target: string,
  by: { rules: readonly Rule[]; details: (job: KnownJob) => JobDetails },
): Promise<Instant | undefined> {
  const usuals = new Map<string, Duration | undefined>();
  let next: Instant | undefined;
  for (const state of TOO_LONG_STATES) {
    const limiting = by.rules.filter(({ tooLong }) => tooLong?.[state] !== undefined);
    if (limiting.length === 0) continue;
    const last = limiting.filter((rule) => !rule.continue).map(({ name }) => name);
    for (const { job, transition, decided } of await overdueJobs(db, {
      target,
      state,
      before: Infinity,
      last,
    })) {
      const usual = asksUsual(limiting, state)
        ? await usualOf(db, { target, name: job.name, state, usuals })
        : undefined;
      const subject = { target, transition, job, details: () => by.details(job) };
      const age = nextTooLongAge(subject, limiting, { state, usual, decided: new Set(decided) });
      if (age !== undefined) next = Math.min(next ?? Infinity, job.stateSince + age);
    }
  }
  return next;
}
