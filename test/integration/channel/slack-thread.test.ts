import { expect, it } from 'vitest';
import { SECOND } from '../../../src/platform/time.ts';
import { keepConversation } from '../../../src/store/outbox/conversations.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { ChannelRun, messageOf } from '../../support/contract/channel-run.ts';
import { openThread } from '../../support/outbox/outbox-fixture.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import { startStandIn } from '../../support/vendors/stand-in.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

it('messages whose thread was deleted in Slack begin a new thread', async () => {
  const bot = VENDORS.find(({ title }) => title === 'slack (bot)');
  if (bot === undefined) throw new Error('no such vendor');
  await using temporary = new TemporaryStore();
  const { store, clock } = temporary;
  await using server = await startStandIn(bot.rules(), clock);
  const channels = channelsOf(bot, { base: server.url, clock });
  const recipient = channels[0]?.recipient ?? '';
  const thread = await openThread({ store, clock });
  const put = async (number: number) => {
    const message = messageOf('i1', { createdAt: clock.now(), messageId: `<i1.${number}@example.com>` });
    const to = [{ channel: 'slack', recipients: [recipient] }];
    return await store.write((trx) => addNotification(trx, { message, to, detectedAt: 0, thread }));
  };
  const notification = await put(1);
  const key = { notification, channel: 'slack', recipient };
  await store.write((trx) => keepConversation(trx, key, '1503435956.000247'));
  await put(2);
  {
    await using run = new ChannelRun(channels, { store, clock });
    await run.pass(60 * SECOND);
    expect(await run.states()).toEqual(['sent', 'sent']);
  }
  const [first, second] = server.taken;
  expect([server.taken.length, first?.thread]).toEqual([2, undefined]);
  expect(second?.thread).toMatch(/^\d+\.\d{6}$/);
});
