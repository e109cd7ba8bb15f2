import { outboxReadings } from '../../store/outbox/outbox-readings.ts';
import type { Destination } from '../../core/receiver.ts';
import type { Database } from '../../store/database.ts';
import { targetStates } from '../../store/jobs/targets.ts';
import type { Duration, Instant } from '../../platform/time.ts';
import { outboxBlockedSince } from './monitors/outbox-blocked.ts';

/** A target as far as its next read is concerned. */
export interface ReadSchedule {
  target: string;
  /** Says whether two times to poll have passed since then. */
  isOverdue: (lastCompletePoll: Instant, now: Instant) => boolean;
}

/**
 * Says whether the last poll of every target was complete and none is overdue, and mails leave. That one address refuses
 * its mails has an incident of its own, and is no reason to stop the pings.
 */
export async function isWell(
  db: Database,
  asked: {
    schedules: readonly ReadSchedule[];
    /** Targets whose last poll, by this process, was complete. */
    fresh: ReadonlySet<string>;
    /** Says whether another replica may poll the target. */
    isElsewhere: (target: string) => boolean;
    /** Every recipient who can be notified, by channel. */
    destinations: readonly Destination[];
    /** Since when this process can try to send. */
    startedAt: Instant;
    outboxAfter: Duration;
    now: Instant;
  },
): Promise<boolean> {
  const { schedules, fresh, isElsewhere, now } = asked;
  const states = await targetStates(db);
  for (const { target, isOverdue } of schedules) {
    const { lastPollAt, lastCompletePollAt: last } = states.get(target) ?? {};
    const isFresh = isElsewhere(target) ? last === lastPollAt : fresh.has(target);
    if (!isFresh || last === undefined || isOverdue(last, now)) return false;
  }
  const { outboxes } = await outboxReadings(db, asked);
  const after = asked.outboxAfter;
  return outboxes.every((outbox) => outboxBlockedSince(outbox, { after, now }) === undefined);
}
