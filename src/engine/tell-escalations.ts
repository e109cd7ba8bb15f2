import { composeEscalations } from '../render/compose/compose-escalations.ts';
import type { Message } from '../core/message/message.ts';
import type { Receiver } from '../core/receiver.ts';
import { bindNews } from '../store/incidents/news.ts';
import { addNotification } from '../store/outbox/notifications.ts';
import type { WriteTransaction } from '../store/sqlite/store.ts';
import { recordOpenedBy } from '../store/incidents/threads.ts';
import type { Pass, Tell } from './base/context.ts';
import { compose, keepTold, tell } from './tell.ts';

/**
 * Tells what is escalated at one moment: one incident by a mail of its own, several by one mail a receiver. Each keeps
 * its thread: what comes later of it answers that mail.
 */
export async function tellEscalations(
  trx: WriteTransaction,
  escalations: readonly Tell[],
  pass: Pass,
): Promise<void> {
  for (const [name, told] of Map.groupBy(escalations, ({ thread }) => thread.receiver)) {
    const receiver = pass.receivers.get(name);
    if (receiver !== undefined && told.length > 1) await tellTogether(trx, { told, receiver }, pass);
    else for (const one of told) await tell(trx, one, pass);
  }
}

async function tellTogether(
  trx: WriteTransaction,
  { told, receiver }: { told: readonly Tell[]; receiver: Receiver },
  pass: Pass,
): Promise<void> {
  const { now, letterhead } = pass;
  const alone = { rewritten: undefined, messageId: undefined, place: 1, telling: 'escalation' } as const;
  const listed = { kind: 'new', rewritten: undefined } as const;
  const messages: Message[] = [];
  for (const one of told) messages.push(await compose(trx, { ...one, ...alone, listed, receiver }, pass));
  const message = composeEscalations(
    { incident: pass.newIncident(), messages },
    { letterhead, receiver, now },
  );
  const detectedAt = Math.min(...told.map((one) => one.detectedAt ?? now));
  const notification = await addNotification(trx, { message, channel: receiver.channel, detectedAt });
  pass.tally.notifications += 1;
  for (const [index, one] of told.entries()) {
    const { incident, thread } = one;
    await bindNews(trx, { incident: incident.id, receiver: thread.receiver }, { notification });
    await recordOpenedBy(trx, thread.id, notification);
    const subject = messages[index]?.subject;
    await keepTold(trx, { ...one, telling: 'escalation', notification, isRewritten: false, subject }, pass);
  }
}
