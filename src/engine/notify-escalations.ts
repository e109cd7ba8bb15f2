import { composeEscalations } from '../render/compose/compose-escalations.ts';
import type { Message } from '../core/message/message.ts';
import type { Receiver } from '../core/receiver.ts';
import { bindDecisions } from '../store/incidents/pending-decisions.ts';
import { addNotification } from '../store/outbox/notifications.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import { recordOpenedBy } from '../store/incidents/threads.ts';
import type { EvaluationContext, PendingNotification } from './base/evaluation-context.ts';
import { compose, recordNotification, notify } from './notify.ts';

/**
 * Tells what is escalated at one moment: one incident by a mail of its own, several by one mail a receiver. Each keeps
 * its thread: what comes later of it answers that mail.
 */
export async function notifyEscalations(
  trx: WriteTransaction,
  escalations: readonly PendingNotification[],
  context: EvaluationContext,
): Promise<void> {
  for (const [name, pending] of Map.groupBy(escalations, ({ thread }) => thread.receiver)) {
    const receiver = context.receivers.get(name);
    if (receiver !== undefined && pending.length > 1)
      await notifyTogether(trx, { pending, receiver }, context);
    else for (const one of pending) await notify(trx, one, context);
  }
}

async function notifyTogether(
  trx: WriteTransaction,
  { pending, receiver }: { pending: readonly PendingNotification[]; receiver: Receiver },
  context: EvaluationContext,
): Promise<void> {
  const { now, defaults } = context;
  const alone = { rewritten: undefined, messageId: undefined, place: 1, kind: 'escalation' } as const;
  const listed = { kind: 'new', rewritten: undefined } as const;
  const messages: Message[] = [];
  for (const one of pending)
    messages.push(await compose(trx, { ...one, ...alone, listed, receiver }, context));
  const message = composeEscalations(
    { incident: context.newIncident(), messages },
    { defaults, receiver, now },
  );
  const detectedAt = Math.min(...pending.map((one) => one.detectedAt ?? now));
  const notification = await addNotification(trx, { message, channel: receiver.channel, detectedAt });
  context.stats.notifications += 1;
  for (const [index, one] of pending.entries()) {
    const { incident, thread } = one;
    await bindDecisions(trx, { incident: incident.id, receiver: thread.receiver }, { notification });
    await recordOpenedBy(trx, thread.id, notification);
    const subject = messages[index]?.subject;
    await recordNotification(
      trx,
      { ...one, kind: 'escalation', notification, isRewritten: false, subject },
      context,
    );
  }
}
