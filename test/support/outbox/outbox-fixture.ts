import type { Message } from '../../../src/core/message/message.ts';
import { openIncident } from '../../../src/store/incidents/incidents.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import type { Store } from '../../../src/store/store.ts';
import { addThreads } from '../../../src/store/incidents/threads.ts';
import { type Clock, SECOND } from '../../../src/platform/time.ts';
import { sampleMessage } from '../mail/sample-message.ts';
import type { TemporaryStore } from '../store/temporary-store.ts';
import { byMail } from './by-mail.ts';

export const NOTIFIED_INCIDENT = '5fa2c3d41b7e9086';

let messages = 0;

/** Puts a message into the outbox as the daemon does; returns the ids of its entries, one for each recipient. */
export async function putMessage(
  { store, clock }: { store: Store; clock: Clock },
  changes: Partial<Message> & { thread?: number } = {},
): Promise<number[]> {
  messages += 1;
  const { thread, ...rest } = changes;
  const message = sampleMessage({
    messageId: `<${messages}.1@batchwatch.example.com>`,
    recipients: ['oncall@example.com'],
    createdAt: clock.now(),
    ...rest,
  });
  return await store.write(async (trx) => {
    const notification = await addNotification(trx, {
      message,
      to: byMail(message),
      detectedAt: clock.now(),
      ...(thread !== undefined && { thread }),
    });
    const entries = await trx
      .selectFrom('outbox')
      .select('id')
      .where('notification', '=', notification)
      .orderBy('id')
      .execute();
    return entries.map(({ id }) => id);
  });
}

/** Opens an incident of which `oncall` has a thread; returns the thread's id. */
export async function openThread(
  { store, clock }: { store: Store; clock: Clock },
  publicId = NOTIFIED_INCIDENT,
): Promise<number> {
  return await store.write(async (trx) => {
    const incident = await openIncident(trx, {
      publicId,
      kind: 'jobs',
      rule: 'failures',
      groupKey: publicId,
      labels: JSON.stringify({ target: 'media', state: 'Failed', code: 'AccessDenied' }),
      severity: 'critical',
      title: 'Failed: AccessDenied (media)',
      openedAt: clock.now(),
    });
    await addThreads(trx, [{ incident, receiver: 'oncall', via: 'rule' }]);
    const { id } = await trx
      .selectFrom('thread')
      .select('id')
      .where('incident', '=', incident)
      .executeTakeFirstOrThrow();
    return id;
  });
}

/** Settles an entry as a delivery would, with one attempt. */
export async function settle(
  { store, clock }: { store: Store; clock: Clock },
  entry: number,
  as: 'sent' | 'dead',
): Promise<void> {
  await store.write(async (trx) => {
    const settled = { state: as, attempts: 1, settled_at: clock.now(), offered: as === 'sent' ? 1 : 0 };
    await trx.updateTable('outbox').set(settled).where('id', '=', entry).execute();
    const isSent = as === 'sent';
    await trx
      .insertInto('attempt')
      .values({
        outbox: entry,
        channel: 'email',
        started_at: clock.now(),
        ended_at: clock.now(),
        outcome: isSent ? 'delivered' : 'permanent',
        reason: isSent ? null : 'permanent',
        response: isSent ? '250 ok' : '550 no such user',
        hint: isSent ? null : 'unknown-recipient',
      })
      .execute();
  });
}

/** One entry of each state, made a second apart: 1 sent, 2 dead, 3 waiting. */
export async function threeEntries(temporary: TemporaryStore): Promise<number[]> {
  const ids: number[] = [];
  for (const receiver of ['oncall', 'oncall', 'boss']) {
    ids.push(...(await putMessage(temporary, { receiver })));
    await temporary.clock.advance(SECOND);
  }
  await settle(temporary, 1, 'sent');
  await settle(temporary, 2, 'dead');
  return ids;
}
