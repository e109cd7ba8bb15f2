import type { FaultFacts } from '../../alerts/watchdog.ts';
import { outboxCounts, type OutboxCounts } from '../../store/counts.ts';
import { targetHealth } from '../../store/self-facts.ts';
import { targetStates } from '../../store/targets.ts';
import { MINUTE, type Duration, type Instant } from '../../time.ts';
import type { WebParts } from '../web-parts.ts';

/** How the watcher itself is. */
export interface WatcherState {
  readonly isWell: boolean;
  /** What keeps it from being ready, in words of the program. */
  readonly unready: readonly string[];
  readonly targets: readonly TargetFreshness[];
  readonly outbox: OutboxCounts;
}

export interface TargetFreshness {
  readonly name: string;
  readonly state: 'fresh' | 'failing' | 'overdue' | 'not-yet';
  readonly lastCompleteAt: Instant | undefined;
  /** Undefined while it can be read. */
  readonly failing: { readonly since: Instant; readonly fault: FaultFacts | undefined } | undefined;
  readonly nextRun: Instant | undefined;
}

/** The channel whose outbox is shown: there is one. */
const CHANNEL = 'email';

/** A poll that has not come so long after its time does not come. */
const OVERDUE_AFTER: Duration = 5 * MINUTE;

/** Mail that has waited for longer does not get out. */
const STUCK_AFTER: Duration = 10 * MINUTE;

/** @throws StoreFault */
export async function watcherState(
  { store, targets, unready }: Pick<WebParts, 'store' | 'targets' | 'unready'>,
  now: Instant,
): Promise<WatcherState> {
  const plans = targets();
  const reasons = await unready();
  const states = await store.read(targetStates);
  const health = await store.read((db) =>
    targetHealth(
      db,
      plans.map(({ name }) => name),
    ),
  );
  const outbox = await store.read((db) => outboxCounts(db, CHANNEL));
  const shown = plans.map((plan): TargetFreshness => {
    const { failingSince, fault } = health.find(({ name }) => name === plan.name) ?? {};
    const { lastPollAt, lastCompletePollAt } = states.get(plan.name) ?? {};
    const due = lastPollAt === undefined ? undefined : plan.nextRuns(lastPollAt)[0];
    const isOverdue = due !== undefined && due + OVERDUE_AFTER < now;
    const readable = lastPollAt === undefined ? 'not-yet' : 'fresh';
    return {
      name: plan.name,
      state: isOverdue ? 'overdue' : failingSince === undefined ? readable : 'failing',
      lastCompleteAt: lastCompletePollAt,
      failing: failingSince === undefined ? undefined : { since: failingSince, fault },
      nextRun: due === undefined || due > now ? due : plan.nextRuns(now)[0],
    };
  });
  const isStuck = outbox.oldestPendingAt !== undefined && outbox.oldestPendingAt + STUCK_AFTER < now;
  const isWell = reasons.length === 0 && !isStuck && shown.every(({ state }) => state === 'fresh');
  return { isWell, unready: reasons, targets: shown, outbox };
}
