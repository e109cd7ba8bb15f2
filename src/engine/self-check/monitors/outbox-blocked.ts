import type { OutboxHealth } from '../../../core/incident/self-check.ts';
import type { Duration, Instant } from '../../../platform/time.ts';
import type { Monitor } from './monitor.ts';

/** Mails that do not leave. */
export const outboxBlocked: Monitor = {
  name: 'outbox-blocked',
  find({ mail: { outboxes }, watchdog, now, writer }) {
    const blocked = outboxes.flatMap((outbox) => {
      const since = outboxBlockedSince(outbox, { after: watchdog.limits.outboxAfter, now });
      return since === undefined ? [] : [{ ...outbox, since }];
    });
    const [oldest] = blocked.toSorted((one, other) => one.since - other.since);
    if (oldest === undefined) return [];
    const entries = blocked.reduce((sum, { pending }) => sum + pending, 0);
    const [since, answer] = [writer.time(oldest.since), writer.answer(oldest.answer)];
    const summary = writer.words.outboxBlocked({ entries, since, answer });
    return [{ reason: 'outbox-blocked', summary }];
  },
};

interface BlockedLimits {
  /** The time for which a mail may wait. */
  after: Duration;
  now: Instant;
}

/**
 * Returns since when no mail leaves; `undefined` when mails leave. Nothing else may call the channel well. An outbox
 * that is only long, for the mail server is offered so many a minute, is not blocked.
 */
export function outboxBlockedSince(outbox: OutboxHealth, { after, now }: BlockedLimits): Instant | undefined {
  const { failingSince, pendingSince, lastAttemptAt = -Infinity } = outbox;
  const before = now - after;
  if (failingSince !== undefined && failingSince <= before) return failingSince;
  const isUntried = pendingSince !== undefined && pendingSince <= before && lastAttemptAt <= before;
  return isUntried ? pendingSince : undefined;
}
