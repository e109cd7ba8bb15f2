import type { Logger } from 'pino';
import { hintText } from '../render/words/delivery-hint-words.ts';
import type { OutboxEntry } from '../store/outbox/outbox.ts';
import type { HeldBy } from '../store/schema/outbox-tables.ts';
import { toIso, type Duration, type Instant } from '../platform/time.ts';
import type { Verdict } from './channel.ts';

/** Writes the line of one attempt. What only an operator can mend is an error; what time may mend, a warning. */
export function logAttempt(
  log: Logger,
  attempt: {
    entry: OutboxEntry;
    channel: string;
    verdict: Verdict;
    heldBy: HeldBy | undefined;
    retryAt: Instant;
    duration: Duration;
    isRecorded: boolean;
  },
): void {
  const { entry, verdict, heldBy } = attempt;
  const fields = {
    channel: attempt.channel,
    receiver: entry.message.receiver,
    recipient: entry.recipient,
    incident: entry.message.incident,
    message_id: entry.message.messageId,
    attempt: entry.attempt,
    duration_ms: Math.round(attempt.duration),
    response: verdict.response,
  };
  if (!attempt.isRecorded)
    return log.error(fields, 'verdict not recorded, the notification will be repeated');
  if (verdict.outcome === 'delivered') return log.info(fields, 'notification delivered');
  const failed = { ...fields, reason: verdict.reason, hint: verdict.hint && hintText(verdict.hint) };
  if (verdict.outcome === 'permanent') return log.error(failed, 'notification refused for good');
  const again = {
    ...failed,
    held_by: heldBy,
    next_attempt_at: toIso(attempt.retryAt),
  };
  const isOurs =
    ['auth', 'permanent'].includes(verdict.reason) || (heldBy === 'us' && verdict.concern !== 'delay');
  log[isOurs ? 'error' : 'warn'](again, 'notification not delivered yet');
}
