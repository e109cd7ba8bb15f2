import { fallBack, type FallBack } from '../core/incident/fall-back.ts';
import { writeFallback, type MessageFallback } from '../core/incident/message-fallback.ts';
import type { Message } from '../core/message/message.ts';
import { routesFor } from '../core/receiver.ts';
import { composeFallback, composeFallbackEnd } from '../render/compose/compose-fallback.ts';
import { recordEvents } from '../store/incidents/incident-events.ts';
import {
  endedFallbacks,
  endFallback,
  noteFallback,
  storedMessage,
  stuckEntries,
  type EndedFallback,
} from '../store/outbox/stuck-entries.ts';
import { addNotification } from '../store/outbox/notifications.ts';
import type { WriteTransaction } from '../store/database.ts';
import type { Instant } from '../platform/time.ts';
import type { EvaluationContext } from './context/evaluation-context.ts';
import { coveredByFallbacks } from './covered-by-fallbacks.ts';

/**
 * Notifies others in place of receivers that cannot be reached, and says when they can be reached again. The note of it
 * and the messages are one transaction, the caller's: nobody is notified twice, and nothing is forgotten.
 */
export async function notifyFallbacks(trx: WriteTransaction, context: EvaluationContext): Promise<void> {
  const covered = await coveredByFallbacks(trx, context);
  if (covered.size > 0) {
    const stuck = await stuckEntries(trx, { covered, now: context.now });
    for (const decision of fallBack(stuck, context)) await begin(trx, decision, context);
  }
  for (const ended of await endedFallbacks(trx)) await end(trx, ended, context);
}

async function begin(trx: WriteTransaction, decision: FallBack, context: EvaluationContext): Promise<void> {
  const { notification, to, incidents } = decision;
  const stored = await storedMessage(trx, notification);
  if (stored === undefined) return;
  const note = await noteFallback(trx, decision, context.now);
  const { message, detectedAt } = stored;
  await send(trx, { to, incidents, fallback: decision, detectedAt }, context, (name, sending) =>
    composeFallback(
      {
        message,
        messageId: messageIdOf({ message, note, name, to, place: 1 }, context),
        fallback: pick(decision),
        acknowledgeUrl: context.acknowledgeUrl(message.incident, { receiver: name, now: context.now }),
      },
      sending,
    ),
  );
}

async function end(trx: WriteTransaction, ended: EndedFallback, context: EvaluationContext): Promise<void> {
  const { id: note, to, incidents, receiver, channel, notification } = ended;
  await endFallback(trx, ended, context.now);
  const stored = await storedMessage(trx, notification);
  if (stored === undefined) return;
  const { message } = stored;
  const fallback: MessageFallback = { reason: 'free', receiver, channel, waited: 0 };
  await send(trx, { to, incidents, fallback, detectedAt: context.now }, context, (name, sending) =>
    composeFallbackEnd(
      {
        message,
        messageId: messageIdOf({ message, note, name, to, place: 2 }, context),
        inReplyTo: messageIdOf({ message, note, name, to, place: 1 }, context),
        fallback,
      },
      sending,
    ),
  );
}

interface Sent {
  to: readonly string[];
  incidents: readonly number[];
  fallback: MessageFallback;
  detectedAt: Instant;
}

type Compose = (name: string, sending: Parameters<typeof composeFallback>[1]) => Message;

/** Puts a message to each of them into the outbox. It belongs to no thread, so that no fallback follows from it. */
async function send(
  trx: WriteTransaction,
  { to, incidents, fallback, detectedAt }: Sent,
  context: EvaluationContext,
  compose: Compose,
): Promise<void> {
  const { receivers, defaults, now, stats } = context;
  for (const name of to) {
    const receiver = receivers.get(name);
    if (receiver === undefined) continue;
    const message = compose(name, { defaults, receiver, now });
    const routes = routesFor(receiver, message.severity);
    const notification = await addNotification(trx, { message, to: routes, detectedAt });
    stats.countNotification();
    stats.fallbacks.push({ ...pick(fallback), incident: message.incident, notified: name });
    const event = {
      at: now,
      kind: fallback.reason === 'free' ? ('fallback-ended' as const) : ('fell-back' as const),
      reason: fallback.reason,
      receiver: name,
      notification,
      detail: writeFallback(fallback),
    };
    await recordEvents(
      trx,
      incidents.map((incident) => ({ incident, ...event })),
    );
  }
}

function pick({ reason, receiver, channel, waited }: MessageFallback): MessageFallback {
  return { reason, receiver, channel, waited };
}

/** Derived from the note, so that the answer names the message that it answers. */
function messageIdOf(
  of: { message: Message; note: number; name: string; to: readonly string[]; place: number },
  { defaults }: EvaluationContext,
): string {
  const { message, note, name, to, place } = of;
  return `<${message.incident}-f${note}-${to.indexOf(name) + 1}.${place}@${defaults.messageDomain}>`;
}
