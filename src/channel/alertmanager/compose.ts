import { endsAlert } from '../../core/message/ends-alert.ts';
import type { Message } from '../../core/message/message.ts';
import type { StandingMessage } from '../../core/message/standing-message.ts';
import type { Instant } from '../../platform/time.ts';
import { alertOf } from '../base/alert.ts';
import type { Sending } from '../base/http/http-channel-spec.ts';
import type { ComposedRequest } from '../base/http/http-channel.ts';
import type { AlertmanagerBlock } from './schema.ts';

/** Alertmanager keeps an alert for so many repetitions that do not come. */
const KEPT_FOR = 3;

/** Writes one message as an alert that fires, or has ended. */
export function composeAlertmanager(message: Message, sending: Sending<AlertmanagerBlock>): ComposedRequest {
  const closedAt = endsAlert(message) ? (message.story?.closed?.at ?? sending.sentAt) : undefined;
  return composeAlerts([{ message, closedAt }], sending);
}

/** Ends an alert that no later message ends. A test is seen for a while. */
export function endAlertmanager(
  message: Message,
  sending: Omit<Sending<AlertmanagerBlock>, 'keyOf'>,
): ComposedRequest | undefined {
  if (message.kind === 'test' || message.kind === 'report') return undefined;
  return composeAlerts([{ message, closedAt: sending.sentAt }], sending);
}

/** Writes several alerts in one request. An open one ends by itself when nobody sends it again. */
export function composeAlerts(
  messages: readonly StandingMessage[],
  { block, endpoint, sentAt, pages }: Sending<AlertmanagerBlock> | Omit<Sending<AlertmanagerBlock>, 'keyOf'>,
): ComposedRequest {
  const alerts = messages.map(({ message, closedAt }) => {
    const alert = alertOf(message, pages);
    const endsAt = closedAt ?? closedOf(message) ?? sentAt + KEPT_FOR * block.resend;
    // One that ends before it began would be refused for good. Our clock may have been set back since.
    const startsAt = Math.min(Date.parse(alert.startsAt), endsAt);
    return { ...alert, startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() };
  });
  return { url: endpoint.url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(alerts) };
}

/** A receiver's part may end before the incident does. */
function closedOf({ kind, story }: Message): Instant | undefined {
  return kind === 'closing' ? story?.closed?.at : undefined;
}
