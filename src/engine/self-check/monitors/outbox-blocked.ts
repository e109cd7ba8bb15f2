import type { OutboxHealth } from '../../../core/incident/self-check.ts';
import type { Duration, Instant } from '../../../platform/time.ts';
import type { Monitor } from './monitor.ts';

/** Messages that do not leave: by mail, or to one destination. One that works hides none that does not. */
export const outboxBlocked: Monitor = {
  name: 'outbox-blocked',
  find: ({ mail: { outboxes }, watchdog, now, writer: { words, time, answer } }) =>
    outboxes.flatMap((outbox) => {
      const since = outboxBlockedSince(outbox, { after: watchdog.limits.outboxAfter, now });
      if (since === undefined) return [];
      const { destination, pending: entries } = outbox;
      const waiting = { entries, since: time(since), answer: answer(outbox.answer, destination) };
      if (destination === undefined)
        return [{ reason: 'outbox-blocked', summary: words.outboxBlocked(waiting) }];
      const summary = words.destinationBlocked({ ...waiting, destination: destination.name });
      const { recipient } = destination;
      return [{ reason: 'outbox-blocked', about: destination.name, recipients: [recipient], summary }];
    }),
};

interface BlockedLimits {
  /** The time for which a message may wait. */
  after: Duration;
  now: Instant;
}

/**
 * Returns since when no message leaves; `undefined` when messages leave. Nothing else may call a way well. An outbox
 * that is only long, for the other side is offered so many a minute, is not blocked.
 */
export function outboxBlockedSince(outbox: OutboxHealth, { after, now }: BlockedLimits): Instant | undefined {
  const { failingSince, pendingSince, lastAttemptAt = -Infinity } = outbox;
  const before = now - after;
  if (failingSince !== undefined && failingSince <= before) return failingSince;
  const isUntried = pendingSince !== undefined && pendingSince <= before && lastAttemptAt <= before;
  return isUntried ? pendingSince : undefined;
}
