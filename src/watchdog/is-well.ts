import { outboxHealth } from '../store/self-facts.ts';
import type { Database } from '../store/store.ts';
import { targetStates } from '../store/targets.ts';
import type { Duration, Instant } from '../time.ts';

/** A target as far as its next read is concerned. */
export interface ReadSchedule {
  readonly target: string;
  /** Whether two times to poll have passed since then. */
  readonly isOverdue: (lastCompletePoll: Instant, now: Instant) => boolean;
}

/** Whether the last poll of every target was complete and none is overdue, and no message was tried in vain for long. */
export async function isWell(
  db: Database,
  asked: {
    readonly schedules: readonly ReadSchedule[];
    /** Targets whose last poll, by this process, was complete. */
    readonly fresh: ReadonlySet<string>;
    readonly channel: string;
    readonly outboxAfter: Duration;
    readonly now: Instant;
  },
): Promise<boolean> {
  const { schedules, fresh, channel, outboxAfter, now } = asked;
  const states = await targetStates(db);
  for (const { target, isOverdue } of schedules) {
    const last = states.get(target)?.lastCompletePollAt;
    if (!fresh.has(target) || last === undefined || isOverdue(last, now)) return false;
  }
  const { failingSince } = await outboxHealth(db, channel);
  return failingSince === undefined || failingSince > now - outboxAfter;
}
