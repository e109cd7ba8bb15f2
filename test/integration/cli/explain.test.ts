import { describe, expect, it } from 'vitest';
import type { ObjectCounts } from '../../../src/core/job/object-counts.ts';
import { keepCounts, keepFault, leaveUnasked, wantObjects } from '../../../src/store/jobs/object-counts.ts';
import type { WriteTransaction } from '../../../src/store/database.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { holdByRate } from '../../../src/store/outbox/outbox-rate.ts';
import { recordVerdict, type AttemptResult } from '../../../src/store/outbox/outbox.ts';
import { claimDue } from '../../support/outbox/claim-due.ts';
import { bindWaiting } from '../../support/store/waiting-decisions.ts';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { StoreFixture } from '../../support/store/store-fixture.ts';
import { byMail } from '../../support/outbox/by-mail.ts';

const AT = Date.parse('2024-06-27T07:23:10Z');
const COUNTS: ObjectCounts = {
  kind: 'counted',
  total: 912,
  byState: { Failed: 12 },
  failedByCode: { '': 3, AccessDenied: 9 },
  isFailedComplete: true,
  isComplete: false,
};
const FAILED = knownJob({ state: 'Failed', code: 'AccessDenied' });

/** Makes what waits into a message, and offers it: one verdict per attempt, in order; undefined cuts it off. */
async function notify(
  { store }: StoreFixture,
  recipients: readonly string[],
  verdicts: readonly (AttemptResult | undefined)[],
): Promise<void> {
  await store.write(async (trx) => {
    const message = sampleMessage({ recipients, createdAt: AT + SECOND, messageId: '<i1.1@example.com>' });
    const notification = await addNotification(trx, { message, to: byMail(message), detectedAt: AT });
    await bindWaiting(trx, notification);
    for (const [index, verdict] of verdicts.entries()) {
      const now = AT + (index + 2) * MINUTE;
      const entry = await claimDue(trx, 'email', now);
      if (entry === undefined) throw new Error('nothing is due');
      if (verdict !== undefined) {
        await recordVerdict(trx, [entry], { verdict, endedAt: now, retryAt: now + MINUTE });
      }
    }
  });
}

/** The lines below the first, without their times. */
async function linesOf(fixture: StoreFixture): Promise<string[]> {
  const { code, out } = await fixture.run('explain', 'b1');
  expect(code).toBe(0);
  const [, ...lines] = out.trimEnd().split('\n');
  return lines.map((line) => line.replace(/^\S+ \S+ \S+ {2}/, '').replace(/ {2,}/, ': '));
}

describe('batchwatch explain', () => {
  it('answers for an unknown job with its own exit code and a hint', async () => {
    await using fixture = new StoreFixture();
    const { code, out, err } = await fixture.run('explain', 'b1\u001B[2J');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('no job b1\\u{1b}[2J in');
    expect(err).toContain('hint: ');
  });

  it('shows what was seen, decided and sent, in order of time', async () => {
    await using fixture = new StoreFixture();
    await fixture.keep(knownJob({ changedAt: AT - 10 * MINUTE }));
    await fixture.keep(FAILED, {
      transition: { from: 'Running', previousSince: AT - 10 * MINUTE },
      decisions: [{ reason: 'state-changed' }],
    });
    await notify(fixture, ['oncall@example.com'], [{ outcome: 'delivered', response: '250 2.0.0 queued' }]);
    const { out } = await fixture.run('explain', 'b1');
    expect(out).toBe(
      [
        'b1 "nightly-transcode" (Job), target media: Failed',
        '2024-06-27 15:13:10 Asia/Shanghai  transition    first seen Running, poll p1',
        '2024-06-27 15:13:10 Asia/Shanghai  decision      nobody to notify: no rule asks for this state',
        '2024-06-27 15:23:10 Asia/Shanghai  transition    Running -> Failed after 10 min, poll p1',
        '2024-06-27 15:23:10 Asia/Shanghai  decision      notify receiver oncall: rule failures (state-changed)',
        '2024-06-27 15:23:11 Asia/Shanghai  notification  <i1.1@example.com> to oncall: oncall@example.com sent',
        '2024-06-27 15:25:10 Asia/Shanghai  attempt       1 to oncall@example.com: delivered: 250 2.0.0 queued',
        '',
      ].join('\n'),
    );
  });

  it.each<[string, (trx: WriteTransaction, row: number) => Promise<void>, string]>([
    ['that nobody counted yet', () => Promise.resolve(), 'not counted yet'],
    [
      'that were counted',
      (trx, row) => keepCounts(trx, row, { counts: COUNTS, at: AT + SECOND }),
      '12 of at least 912 objects failed: AccessDenied 9, - 3',
    ],
    [
      'that nobody may count',
      (trx, row) =>
        keepFault(trx, row, {
          fault: { kind: 'right-missing', code: 'AccessDenied' },
          at: AT,
          retryAt: undefined,
        }),
      'could not be counted: AccessDenied (right-missing)',
    ],
    [
      'that were too many to ask for',
      (trx) => leaveUnasked(trx, 'media'),
      'one poll asks about a few jobs only',
    ],
  ])('shows objects %s', async (_what, happens, notified) => {
    await using fixture = new StoreFixture();
    await fixture.keep(FAILED);
    await fixture.store.write(async (trx) => {
      await wantObjects(trx, 'media', [{ transition: 1, jobState: 'Failed' }]);
      await happens(trx, 1);
    });
    expect((await linesOf(fixture)).find((line) => line.startsWith('objects'))).toContain(notified);
  });

  it.each([
    ['a baseline', { baseline: true }, { reason: 'baseline-summary' }, /initial scan \(baseline\)/],
    [
      'a silent baseline',
      { baseline: true },
      { outcome: 'suppress', reason: 'suppressed-baseline' },
      /do not notify receiver oncall: rule failures \(suppressed-baseline\)/,
    ],
    [
      'a rule that silences',
      {},
      { outcome: 'suppress', reason: 'rule-tells-nobody', receiver: undefined },
      /do not notify: rule failures \(rule-tells-nobody\)/,
    ],
    [
      'that no rule matched',
      {},
      { outcome: 'suppress', reason: 'no-rule-matched', receiver: undefined, rule: undefined },
      /do not notify: \(no-rule-matched\)/,
    ],
    ['that the message is not made yet', {}, {}, /waits for its poll to end/],
  ] as const)('shows %s', async (_name, transition, decision, text) => {
    await using fixture = new StoreFixture();
    await fixture.keep(FAILED, { transition, decisions: [decision] });
    expect((await linesOf(fixture)).join('\n')).toMatch(text);
  });

  it('shows each attempt of each recipient with its reason: retried, cut off, dead-lettered', async () => {
    await using fixture = new StoreFixture();
    await fixture.keep(FAILED, { decisions: [{}] });
    await notify(
      fixture,
      ['a@example.com', 'b@example.com'],
      [
        { outcome: 'temporary', reason: 'temporary', response: '451 greylisted' },
        { outcome: 'permanent', reason: 'permanent', response: '550 5.1.1 no such user\u001B[31m' },
        undefined,
      ],
    );
    expect((await linesOf(fixture)).slice(2)).toEqual([
      'notification: <i1.1@example.com> to oncall: a@example.com on its way, b@example.com undeliverable',
      'attempt: 1 to a@example.com: temporary (temporary): 451 greylisted',
      'attempt: 1 to b@example.com: permanent (permanent): 550 5.1.1 no such user\\u{1b}[31m',
      'attempt: 2 to a@example.com: cut off, outcome unknown',
    ]);
  });

  it('shows whose copy is due and waits for the rate', async () => {
    await using fixture = new StoreFixture();
    await fixture.keep(FAILED, { decisions: [{}] });
    await notify(fixture, ['a@example.com', 'b@example.com'], []);
    await fixture.store.write((trx) => holdByRate(trx, { channel: 'email', now: AT + MINUTE }));
    expect((await linesOf(fixture)).slice(3)).toEqual([
      "notification: due for a@example.com, b@example.com, and waits for the channel's rate (rate-capped)",
    ]);
  });

  it('shows a job that two targets watch twice, and both as JSON', async () => {
    await using fixture = new StoreFixture();
    await fixture.keep(FAILED);
    await fixture.keep(FAILED, { target: 'archive' });
    const { out } = await fixture.run('explain', 'b1');
    expect(out).toContain('target media: Failed');
    expect(out).toContain('target archive: Failed');
    const stories = JSON.parse((await fixture.run('explain', 'b1', '--json')).out) as {
      job: { target: string };
      events: { at: string }[];
    }[];
    expect(stories.map(({ job }) => job.target)).toEqual(['archive', 'media']);
    expect(stories[0]?.events[0]?.at).toBe('2024-06-27T07:23:10.000Z');
  });
});
