import { expect, it } from 'vitest';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { type AttemptResult, recordVerdict } from '../../../src/store/outbox/outbox.ts';
import { claimDue } from '../../support/outbox/claim-due.ts';
import { bindWaiting } from '../../support/store/waiting-decisions.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';

const AT = Date.parse('2024-06-27T07:23:10Z');
const CHAT = 'qyapi.weixin.qq.com #3f9a2c01';

it('names the channel of each destination, and of a mailbox the address alone', async () => {
  await using fixture = new StoreFixture();
  await fixture.keep(knownJob({ state: 'Failed' }), {
    transition: { from: 'Running', previousSince: AT },
    decisions: [{ reason: 'state-changed' }],
  });
  await fixture.store.write(async (trx) => {
    const message = sampleMessage({ createdAt: AT, messageId: '<i1.1@example.com>' });
    const to = [
      { channel: 'email', recipients: ['ada@example.com'] },
      { channel: 'wecom', recipients: [CHAT] },
    ];
    await bindWaiting(trx, await addNotification(trx, { message, to, detectedAt: AT }));
    const entry = await claimDue(trx, 'wecom', AT);
    if (entry === undefined) throw new Error('nothing is due');
    const verdict: AttemptResult = {
      outcome: 'permanent',
      reason: 'permanent',
      response: '200 no',
    };
    await recordVerdict(trx, [entry], { verdict, endedAt: AT, retryAt: AT });
  });
  const { out } = await fixture.run('explain', 'b1');
  expect(out).toContain(`ada@example.com waiting, wecom ${CHAT} undeliverable`);
  expect(out).toContain(`1 to wecom ${CHAT}: permanent (permanent): 200 no`);
  const { out: table } = await fixture.run('notifications', '--state', 'all');
  expect(table).toContain(`wecom ${CHAT}`);
  expect(table).toMatch(/ {2}ada@example\.com/);
});
