import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
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

/** Takes up a configuration over a store in which messages wait; returns the log, and the metrics as text. */
async function resumed(messages: number): Promise<{ lines: readonly object[]; metrics: string }> {
  const clock = new TestClock();
  await using temporary = new TemporaryStore(clock);
  const { store } = temporary;
  for (let at = 0; at < messages; at += 1) {
    const message = sampleMessage({ messageId: `<${at}.1@example.com>` });
    const to = [{ channel: 'wecom', recipients: [GONE] }];
    await store.write((trx) => addNotification(trx, { message, to, detectedAt: 0 }));
  }
  const lines: Record<string, unknown>[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()));
      done();
    },
  });
  const channels = ['email', 'wecom'];
  const metrics = createMetrics({ store, targets: [], channels, build: BUILD, startedAt: 0 });
  const links = await openAcknowledgeLinks(store);
  let ids = 0;
  await resume(withoutWecom(), {
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
  return { lines, metrics: body };
}

it('messages to a destination that the configuration names no more are given up with a line and a count', async () => {
  const { lines, metrics } = await resumed(3);
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
  const { lines, metrics } = await resumed(0);
  expect(lines).toEqual([]);
  expect(metrics).not.toContain(
    'batchwatch_notification_failures_total{channel="wecom",reason="permanent"} 3',
  );
});
