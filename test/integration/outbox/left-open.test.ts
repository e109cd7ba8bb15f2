import { expect, it } from 'vitest';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { isLeftOpen } from '../../../src/store/outbox/left-open.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { openThread } from '../../support/outbox/outbox-fixture.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

const PLACE = { channel: 'pagerduty', recipient: 'a' };

interface Asked {
  /** The part that has ended. A thread ends before its incident where other receivers still have jobs in it. */
  ended?: 'incident' | 'thread' | 'nothing';
  /** The state of a later message of the thread at the same recipient. */
  later?: 'pending' | 'sent' | 'dead';
}

/** Says whether the first message of a thread is left open. */
async function opening({ ended = 'incident', later }: Asked): Promise<boolean> {
  await using temporary = new TemporaryStore();
  const thread = await openThread(temporary);
  return await temporary.store.write(async (trx) => {
    const to = [{ channel: PLACE.channel, recipients: [PLACE.recipient] }];
    const notification = await addNotification(trx, { message: sampleMessage(), to, detectedAt: 0, thread });
    if (later !== undefined) {
      const message = sampleMessage({ kind: 'closing', messageId: '<2@x>' });
      const closing = await addNotification(trx, { message, to, detectedAt: 0, thread });
      await trx.updateTable('outbox').set({ state: later }).where('notification', '=', closing).execute();
    }
    if (ended === 'incident') await trx.updateTable('incident').set({ state: 'closed' }).execute();
    if (ended === 'thread') await trx.updateTable('thread').set({ closed: 1 }).execute();
    return await isLeftOpen(trx, { ...PLACE, notification });
  });
}

it.each<[string, Asked, boolean]>([
  ['of an open incident is not', { ended: 'nothing' }, false],
  ['is, after the end of its thread was told', { ended: 'thread', later: 'sent' }, true],
  ['is, after its end was told', { later: 'sent' }, true],
  ['is, where its end was given up', { later: 'dead' }, true],
  ['is, where nobody tells its end', {}, true],
  ['is not while its end waits', { later: 'pending' }, false],
])('what a message begins %s left open', async (_what, asked, expected) => {
  expect(await opening(asked)).toBe(expected);
});

it.each(['pending', 'sent'] as const)(
  'what goes out in place of another receiver is left open unless its end waits: %s',
  async (state) => {
    await using temporary = new TemporaryStore();
    const isOpen = await temporary.store.write(async (trx) => {
      const to = [{ channel: PLACE.channel, recipients: [PLACE.recipient] }];
      const fallback = { receiver: 'oncall', channel: 'wecom', waited: 1 };
      const begun = sampleMessage({ messageId: '<f.1@x>', fallback: { ...fallback, reason: 'waited' } });
      const notification = await addNotification(trx, { message: begun, to, detectedAt: 0 });
      expect(await isLeftOpen(trx, { ...PLACE, notification })).toBe(false);
      const ended = sampleMessage({
        messageId: '<f.2@x>',
        inReplyTo: '<f.1@x>',
        fallback: { ...fallback, reason: 'free' },
      });
      const end = await addNotification(trx, { message: ended, to, detectedAt: 0 });
      await trx.updateTable('outbox').set({ state }).where('notification', '=', end).execute();
      return await isLeftOpen(trx, { ...PLACE, notification });
    });
    expect(isOpen).toBe(state === 'sent');
  },
);
