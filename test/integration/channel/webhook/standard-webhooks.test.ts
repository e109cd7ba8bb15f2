import * as fc from 'fast-check';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { webhookSchema } from '../../../../src/channel/webhook/schema.ts';
import { webhook } from '../../../../src/channel/webhook/webhook.ts';
import { Delivery } from '../../../../src/outbox/deliver.ts';
import { STOP_GRACE } from '../../../../src/outbox/offer.ts';
import { SECOND } from '../../../../src/platform/time.ts';
import { claim } from '../../../../src/store/outbox/outbox.ts';
import { dueEntries } from '../../../../src/store/outbox/due-entries.ts';
import { addNotification } from '../../../../src/store/outbox/notifications.ts';
import { reclaimInterrupted } from '../../../../src/store/outbox/outbox-release.ts';
import { sampleMails } from '../../../looks/sample-mails.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { type Reply, startScriptedServer } from '../../../support/network/scripted-server.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';
import { TestClock } from '../../../support/test-clock.ts';
import { channelsOf } from '../../../support/vendors/channels-of.ts';

const NEW = `whsec_${Buffer.alloc(32, 'new').toString('base64')}`;
const OLD = `whsec_${Buffer.alloc(24, 'old').toString('base64')}`;

/** Makes the channel to one webhook. */
function channelTo(
  url: string,
  { clock, ...keys }: { clock: TestClock; secret?: string; previousSecret?: string },
) {
  const vendor = { definition: webhook, key: 'webhook', block: () => ({ url, ...keys }) };
  const [channel] = channelsOf(vendor, { base: url, clock });
  if (channel === undefined) throw new Error('no channel');
  return channel;
}

/** The verifier of Standard Webhooks knows no other clock than that of the machine. */
const clockOfTheMachine = () => new TestClock(Date.now());

it('the official verifier of Standard Webhooks takes each message for ours', async () => {
  await using server = await startScriptedServer(() => ({ status: 204, body: '' }));
  const channel = channelTo(server.url, { clock: clockOfTheMachine(), secret: NEW });
  for (const message of [...Object.values(sampleMails('en')), ...Object.values(sampleMails('zh-CN'))])
    await channel.send(message, channel.recipient ?? '', { signal: new AbortController().signal });
  await channel.close();
  const verifier = new Webhook(NEW);
  expect(server.asked.length).toBeGreaterThan(20);
  for (const { body, headers } of server.asked)
    expect(verifier.verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
  const { body = '', headers } = server.asked[0] ?? {};
  expect(() => verifier.verify(`${body} `, headers as Record<string, string>)).toThrow(
    'No matching signature',
  );
});

it('a message is signed by both secrets during a rotation, the new one first', async () => {
  await using server = await startScriptedServer(() => ({ status: 204, body: '' }));
  const channel = channelTo(server.url, { clock: clockOfTheMachine(), secret: NEW, previousSecret: OLD });
  await channel.send(sampleMessage(), channel.recipient ?? '', { signal: new AbortController().signal });
  await channel.close();
  const { body = '', headers } = server.asked[0] ?? {};
  for (const secret of [NEW, OLD])
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(JSON.parse(body));
  expect(headers?.['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
  const sentAt = new Date(Number(headers?.['webhook-timestamp']) * 1_000);
  const first = new Webhook(NEW).sign(String(headers?.['webhook-id']), sentAt, body);
  expect(String(headers?.['webhook-signature']).split(' ')[0]).toBe(first);
});

it('a message keeps its webhook-id over tries and a crash, and each try is dated and signed again', async () => {
  const replies: Reply[] = [
    { status: 503, body: '' },
    { status: 204, body: '' },
    { status: 204, body: '' },
  ];
  await using server = await startScriptedServer(() => replies.shift() ?? { status: 500, body: '' });
  const clock = clockOfTheMachine();
  await using temporary = new TemporaryStore(clock);
  const { store } = temporary;
  const deliver = async () => {
    const channel = channelTo(server.url, { clock, secret: NEW });
    const events = { delivered: () => {}, failed: () => {}, heldByRate: () => {} };
    const log = pino({ enabled: false });
    const delivery = new Delivery({ store, channel, clock, random: () => 0, log, events });
    await delivery.drain(new AbortController().signal);
    await channel.close();
  };
  const channel = channelTo(server.url, { clock, secret: NEW });
  await store.write((trx) =>
    addNotification(trx, {
      message: sampleMessage(),
      to: [{ channel: 'webhook', recipients: [channel.recipient ?? ''] }],
      detectedAt: clock.now(),
    }),
  );
  await deliver();
  await clock.advance(10 * SECOND);
  // This process dies between the answer and its record.
  const lane = { channel: 'webhook', recipient: channel.recipient };
  const [id = 0] = await store.read((db) => dueEntries(db, { ...lane, now: clock.now() }));
  const [claimed] = await store.write((trx) => claim(trx, [id], clock.now()));
  await channel.send(claimed?.message ?? sampleMessage(), channel.recipient ?? '', {
    signal: new AbortController().signal,
  });
  await channel.close();
  await clock.advance(10 * SECOND);
  await store.write((trx) => reclaimInterrupted(trx, clock.now()));
  await deliver();
  await clock.advance(STOP_GRACE);

  const tries = server.asked.map(({ headers }) => headers as Record<string, string>);
  expect(tries).toHaveLength(3);
  expect(new Set(tries.map((headers) => headers['webhook-id']))).toEqual(new Set(['01jd9x2m.1']));
  const [first, ...later] = tries.map((headers) => Number(headers['webhook-timestamp']));
  expect(later).toEqual([(first ?? 0) + 10, (first ?? 0) + 20]);
  for (const { body, headers } of server.asked)
    expect(new Webhook(NEW).verify(body, headers as Record<string, string>)).toBeDefined();
});

it('a secret that the configuration takes is one of 24 to 64 bytes, which the official verifier reads alike', () => {
  const key = fc.uint8Array({ minLength: 20, maxLength: 70, size: 'max' });
  const unpadded = fc.tuple(key, fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(unpadded, ([bytes, hasPrefix, isPadded]) => {
      const base64 = Buffer.from(bytes).toString('base64');
      const secret = `${hasPrefix ? 'whsec_' : ''}${isPadded ? base64 : base64.replace(/=+$/, '')}`;
      const isTaken = webhookSchema.safeParse({ url: 'https://ops.example.com/hook', secret }).success;
      const isWhole = isPadded || !base64.endsWith('=');
      expect(isTaken).toBe(isWhole && bytes.length >= 24 && bytes.length <= 64);
      if (isTaken) expect(() => new Webhook(secret)).not.toThrow();
    }),
  );
});
