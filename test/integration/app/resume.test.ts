import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { usedChannels } from '../../../src/app/channels-from-config.ts';
import { resume } from '../../../src/app/resume.ts';
import type { Config } from '../../../src/config/schema/schema.ts';
import { openAcknowledgeLinks } from '../../../src/http/auth/acknowledge-links.ts';
import { OwnLeases } from '../../../src/lease/own-leases.ts';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { TestClock } from '../../support/test-clock.ts';
import { load, SMALLEST } from '../../unit/config/config-text.ts';

const BUILD = { version: '1', revision: 'r', node: 'v24' };
const GONE = 'qyapi.weixin.qq.com #00000001';

/** A configuration without a destination of WeCom for `oncall`. */
function withoutWecom(): Config {
  return load(SMALLEST).config;
}

/** A configuration without mail. */
function withoutMail(): Config {
  const webhook = { url: 'http://127.0.0.1:1/in' };
  const { smtp: _, ...rest } = SMALLEST;
  return load({ ...rest, receivers: [{ name: 'oncall', webhook }] }).config;
}

interface Wait {
  messages: number;
  channel?: string;
  recipient?: string;
  config?: Config;
}

/** Takes up a configuration over a store in which messages wait; returns the log, the metrics, and the states of messages. */
async function resumed({
  messages,
  channel = 'wecom',
  recipient = GONE,
  config = withoutWecom(),
}: Wait): Promise<{ lines: readonly object[]; metrics: string; states: readonly string[] }> {
  const clock = new TestClock();
  await using temporary = new TemporaryStore(clock);
  const { store } = temporary;
  for (let at = 0; at < messages; at += 1) {
    const message = sampleMessage({ messageId: `<${at}.1@example.com>` });
    const to = [{ channel, recipients: [recipient] }];
    await store.write((trx) => addNotification(trx, { message, to, detectedAt: 0 }));
  }
  const lines: Record<string, unknown>[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()));
      done();
    },
  });
  const channels = usedChannels(config);
  const metrics = createMetrics({ store, targets: [], channels, build: BUILD, startedAt: 0 });
  const links = await openAcknowledgeLinks(store);
  let ids = 0;
  await resume(config, {
    resources: { store, leases: new OwnLeases(clock, 'a'), metrics, links },
    clock,
    newId: () => `id${++ids}`,
    random: () => 0,
    env: {},
    home: '/',
    hostname: 'here',
    log: pino({ base: null }, output),
    build: BUILD,
  });
  const { body } = await metrics.render('prometheus');
  const states = await store.read((db) => db.selectFrom('outbox').select('state').execute());
  return { lines, metrics: body, states: states.map(({ state }) => state) };
}

it('messages to a destination that the configuration names no more are given up with a line and a count', async () => {
  const { lines, metrics } = await resumed({ messages: 3 });
  expect(lines).toEqual([
    expect.objectContaining({
      msg: 'notifications given up, their destination left the configuration',
      level: 50,
      channel: 'wecom',
      receiver: 'oncall',
      recipient: GONE,
      entries: 3,
    }),
  ]);
  expect(metrics).toContain('batchwatch_notification_failures_total{channel="wecom",reason="permanent"} 3');
});

it('nothing is said where nothing is given up', async () => {
  const { lines, metrics } = await resumed({ messages: 0 });
  expect(lines).toEqual([]);
  expect(metrics).not.toContain(
    'batchwatch_notification_failures_total{channel="wecom",reason="permanent"} 3',
  );
});

it('mails wait after mail has left the configuration, with a line and their series', async () => {
  const mail = { channel: 'email', recipient: 'oncall@example.com', config: withoutMail() };
  const { lines, metrics, states } = await resumed({ messages: 2, ...mail });
  expect(states).toEqual(['pending', 'pending']);
  expect(lines).toEqual([
    expect.objectContaining({
      msg: 'notifications wait, their channel left the configuration',
      level: 50,
      channel: 'email',
      entries: 2,
    }),
  ]);
  expect(metrics).toContain('batchwatch_outbox_entries{channel="email",state="pending"} 2');
});
