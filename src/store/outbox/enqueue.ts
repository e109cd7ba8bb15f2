import { sql } from 'kysely';
import type { Destination } from '../../core/receiver.ts';
import type { Message } from '../../core/message/message.ts';
import type { Notify } from '../../core/incident/evaluate/action.ts';
import type { EvaluationStats } from '../../core/incident/evaluate/evaluation-stats.ts';
import type { Instant } from '../../platform/time.ts';
import { addNotification, rewriteNotification } from './notifications.ts';
import type { WriteTransaction } from '../database.ts';
import type { Notice } from '../incidents/apply.ts';
import { updateThreads, type ThreadUpdate } from '../incidents/threads.ts';
import { bindDecisions, type ReceiverOf } from '../incidents/decisions.ts';
import { eachId } from '../dialect/listed.ts';

/** A message, and the notices that it carries: several when they are escalated at one moment. */
export interface Outgoing {
  message: Message;
  to: readonly Destination[];
  detectedAt: Instant;
  carried: readonly { notice: Notice; subject: string | undefined }[];
}

/**
 * Puts messages into the outbox and binds their decisions to them. A message that no server was offered yet is rewritten
 * instead: after an outage, one mail has all of it. Returns the notification that carries each notice.
 */
export async function enqueue(
  trx: WriteTransaction,
  all: readonly Outgoing[],
  { now, stats }: { now: Instant; stats: EvaluationStats },
): Promise<ReadonlyMap<Notify, number>> {
  const carriers = new Map<Notify, number>();
  const threads = await threadNumbers(trx, all);
  const sent: (ReceiverOf & { notification: number } & ThreadUpdate)[] = [];
  for (const outgoing of all) {
    const notification = await put(trx, outgoing, threads);
    if (notification.isNew) stats.countNotification();
    const { id } = notification;
    for (const { notice, subject } of outgoing.carried) {
      const { incident, thread, action } = notice;
      carriers.set(action, id);
      sent.push({
        incident: incident.row,
        receiver: thread.receiver,
        notification: id,
        at: now,
        messages: action.place,
        isClosed: action.kind === 'closing',
        subject,
        openedBy: outgoing.carried.length > 1 ? id : undefined,
      });
    }
  }
  await bindDecisions(trx, sent);
  await updateThreads(trx, sent);
  await noteNotified(trx, sent, now);
  return carriers;
}

/** A message that carries several notices belongs to no thread: it opens them all. */
async function put(
  trx: WriteTransaction,
  { message, to, detectedAt, carried }: Outgoing,
  threads: ReadonlyMap<string, number>,
): Promise<{ id: number; isNew: boolean }> {
  const [first, ...others] = carried;
  if (first === undefined || others.length > 0)
    return { id: await addNotification(trx, { message, to, detectedAt }), isNew: true };
  const { unoffered } = first.notice.thread;
  if (unoffered !== undefined)
    return { id: await rewriteNotification(trx, unoffered.notification, message), isNew: false };
  const thread = threads.get(keyOf(first.notice.incident.row, first.notice.thread.receiver));
  if (thread === undefined) throw new Error(`no thread of ${message.receiver}`);
  return { id: await addNotification(trx, { message, to, detectedAt, thread }), isNew: true };
}

async function threadNumbers(
  trx: WriteTransaction,
  all: readonly Outgoing[],
): Promise<ReadonlyMap<string, number>> {
  const rows = all.flatMap(({ carried }) => carried.map(({ notice }) => notice.incident.row));
  const found = await trx
    .selectFrom('thread')
    .select(['id', 'incident', 'receiver'])
    .where('incident', 'in', eachId(new Set(rows)))
    .execute();
  return new Map(found.map(({ id, incident, receiver }) => [keyOf(incident, receiver), id]));
}

function keyOf(incident: number, receiver: string): string {
  return `${incident} ${receiver}`;
}

async function noteNotified(trx: WriteTransaction, sent: readonly ReceiverOf[], now: Instant): Promise<void> {
  await sql`
    UPDATE incident SET notified_at = ${now}, first_notified_at = coalesce(first_notified_at, ${now})
    WHERE id IN ${eachId(sent.map(({ incident }) => incident))}`.execute(trx);
}
