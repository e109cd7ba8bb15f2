import type { FaultReading } from '../../core/incident/self-check.ts';
import { targetHealth } from '../../store/incidents/self-check-readings.ts';
import type { Database } from '../../store/database.ts';
import { targetStates } from '../../store/jobs/targets.ts';
import { MINUTE, type Duration, type Instant } from '../../platform/time.ts';
import type { TargetPlan } from '../options/web-options.ts';

/** The age of the facts about a target. */
export interface TargetFreshness {
  name: string;
  state: 'fresh' | 'failing' | 'overdue' | 'not-yet';
  lastPollAt: Instant | undefined;
  lastCompleteAt: Instant | undefined;
  /** The failure of the last poll; undefined while the target can be read. */
  failing: { since: Instant; fault: FaultReading | undefined } | undefined;
  nextRun: Instant | undefined;
}

/** A poll that has not come so long after its time does not come. */
const OVERDUE_AFTER: Duration = 5 * MINUTE;

/** @throws StoreFault */
export async function targetFreshness(
  db: Database,
  plans: readonly TargetPlan[],
  now: Instant,
): Promise<readonly TargetFreshness[]> {
  const states = await targetStates(db);
  const names = plans.map(({ name }) => name);
  const health = new Map((await targetHealth(db, names)).map((each) => [each.name, each]));
  return plans.map((plan): TargetFreshness => {
    const { failingSince, fault } = health.get(plan.name) ?? {};
    const { lastPollAt, lastCompletePollAt } = states.get(plan.name) ?? {};
    const due = lastPollAt === undefined ? undefined : plan.nextRuns(lastPollAt)[0];
    // Also what was never polled comes due; and a time ahead of ours was written by a clock that has been set back since.
    const isOverdue =
      due !== undefined && (due + OVERDUE_AFTER < now || (lastPollAt ?? now) > now + OVERDUE_AFTER);
    const readable = lastPollAt === undefined ? 'not-yet' : 'fresh';
    return {
      name: plan.name,
      state: isOverdue ? 'overdue' : failingSince === undefined ? readable : 'failing',
      lastPollAt,
      lastCompleteAt: lastCompletePollAt,
      failing: failingSince === undefined ? undefined : { since: failingSince, fault },
      nextRun: due === undefined || due > now ? due : plan.nextRuns(now)[0],
    };
  });
}
