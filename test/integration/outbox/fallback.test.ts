import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/core/message/message.ts';
import { displayMessage } from '../../../src/render/compose/display-message.ts';
import { introOf } from '../../../src/render/content/message-intro.ts';
import { renderSubject, renderSummary } from '../../../src/render/content/render-subject.ts';
import { resendEntries } from '../../../src/store/outbox/resend.ts';
import { errorCodes } from '../../../src/tencent/advice/error-codes.ts';
import { HOUR, MINUTE, SECOND, type Duration } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';
import { acknowledgeAll, silence } from '../../support/engine/people.ts';

const AFTER = 10 * MINUTE;
const FAILED = { state: 'Failed', code: 'AccessDenied', name: 'nightly' };

/** `oncall` is not reached; `lead` stands in, and has a fallback of its own. */
async function begin(receivers: readonly string[] = ['oncall']): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start([usualRule({ receivers })]);
  const { poll } = fixture;
  poll.receivers = ['oncall', 'lead', 'boss', 'media'];
  poll.fallbacks.set('oncall', { receivers: ['lead'], after: AFTER });
  poll.fallbacks.set('media', { receivers: ['lead'], after: AFTER });
  poll.fallbacks.set('lead', { receivers: ['boss'], after: AFTER });
  poll.blocked.add('oncall@example.com').add('media@example.com');
  return fixture;
}

/** `receiver: what it says first` of the messages that stand for another receiver. */
async function fallbacks(fixture: IncidentFixture): Promise<string[]> {
  const messages = await fallbackMessages(fixture);
  return messages.map((message) => `${message.receiver}: ${introOf(message)[0]}`);
}

async function fallbackMessages(fixture: IncidentFixture): Promise<Message[]> {
  return (await fixture.messages()).filter(({ fallback }) => fallback !== undefined);
}

/** Settles what waits for `oncall` as a refusal for good does, so long ago. */
async function giveUp({ poll }: IncidentFixture, ago: Duration = 0): Promise<void> {
  const settled = { state: 'dead' as const, settled_at: poll.clock.now() - ago };
  await poll.store.write((trx) =>
    trx.updateTable('outbox').set(settled).where('recipient', '=', 'oncall@example.com').execute(),
  );
}

async function events({ poll }: IncidentFixture): Promise<string[]> {
  const rows = await poll.store.read((db) =>
    db
      .selectFrom('incident_event')
      .selectAll()
      .where('kind', 'in', ['fell-back', 'fallback-ended'])
      .orderBy('id')
      .execute(),
  );
  return rows.map(({ kind, receiver, detail }) => `${kind} ${receiver}: ${detail}`);
}

const WAITED =
  /^lead: You get this in place of oncall: the message by email has waited for 10 min( \d+ s)?\.$/;
const GIVEN_UP = 'lead: You get this in place of oncall: the message by email is undeliverable.';
const FREE = 'lead: oncall gets messages by email again. You get no more of this incident in their place.';

describe('a receiver with a fallback', () => {
  it('is waited for as long as the fallback says, and then the other one is notified once', async () => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(AFTER - 30 * SECOND);
    expect(await fallbacks(fixture)).toEqual([]);
    await fixture.passClosely(MINUTE);
    expect(await fallbacks(fixture)).toEqual([expect.stringMatching(WAITED)]);
    fixture.set({ b2: FAILED });
    await fixture.pass(3 * HOUR);
    expect(await fallbacks(fixture)).toHaveLength(1);
    const [message] = await fallbackMessages(fixture);
    expect(message?.jobs.map(({ jobId }) => jobId)).toEqual(['b1']);
    expect(message && renderSubject(message)).toBe('[Batchwatch] Failed: AccessDenied (media), nightly');
    expect(message?.story?.acknowledgeUrl).toBeDefined();
  });

  it('whose message is undeliverable is not waited for', async () => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(MINUTE);
    await giveUp(fixture);
    await fixture.passClosely(MINUTE);
    expect(await fallbacks(fixture)).toEqual([GIVEN_UP]);
    expect(await events(fixture)).toEqual(['fell-back lead: oncall email']);
  });

  it.each([
    [23 * HOUR, [GIVEN_UP]],
    [25 * HOUR, []],
  ])('whose message has been undeliverable for %i ms leads to %j', async (ago, told) => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(MINUTE);
    await giveUp(fixture, ago);
    await fixture.passClosely(MINUTE);
    expect(await fallbacks(fixture)).toEqual(told);
  });

  it('notifies its fallback once when it can be reached again', async () => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(12 * MINUTE);
    fixture.poll.blocked.clear();
    await fixture.passClosely(2 * MINUTE);
    expect(await fallbacks(fixture)).toEqual([expect.stringMatching(WAITED), FREE]);
    const [first, second] = await fallbackMessages(fixture);
    expect(second?.inReplyTo).toBe(first?.messageId);
    expect(second && renderSummary(second)).toMatch(/^Reachable again: /);
    fixture.poll.blocked.add('oncall@example.com');
    fixture.set({ b2: FAILED });
    await fixture.passClosely(30 * MINUTE);
    expect(await fallbacks(fixture)).toHaveLength(2);
    expect(await events(fixture)).toEqual([
      expect.stringMatching(/^fell-back lead: oncall email 6\d\ds$/),
      'fallback-ended lead: oncall email',
    ]);
  });

  it('whose undeliverable message is resent notifies its fallback when it is taken', async () => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(MINUTE);
    await giveUp(fixture);
    await fixture.passClosely(MINUTE);
    const { clock, store } = fixture.poll;
    await store.write((trx) => resendEntries(trx, { ids: [1], by: 'ada', at: clock.now() }));
    await fixture.passClosely(20 * MINUTE);
    expect(await fallbacks(fixture)).toEqual([GIVEN_UP]);
    fixture.poll.blocked.clear();
    await fixture.passClosely(MINUTE);
    expect(await fallbacks(fixture)).toEqual([GIVEN_UP, FREE]);
  });

  it('does not chain: the fallback of who stands in stays out of it', async () => {
    await using fixture = await begin();
    fixture.poll.blocked.add('lead@example.com');
    fixture.set({ b1: FAILED });
    await fixture.passClosely(40 * MINUTE);
    expect(await fallbacks(fixture)).toEqual([expect.stringMatching(WAITED)]);
  });

  it('beside another receiver with the same fallback notifies it by itself', async () => {
    await using fixture = await begin(['oncall', 'media']);
    fixture.set({ b1: FAILED });
    await fixture.passClosely(12 * MINUTE);
    const messages = await fallbackMessages(fixture);
    expect(messages.map(({ receiver, fallback }) => `${fallback?.receiver} > ${receiver}`)).toEqual([
      'oncall > lead',
      'media > lead',
    ]);
    expect(new Set((await fixture.messages()).map(({ messageId }) => messageId)).size).toBe(4);
  });

  it('gets its own incidents: each falls back once', async () => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(5 * MINUTE);
    fixture.set({ b2: { ...FAILED, code: 'NoSuchKey' } });
    await fixture.passClosely(20 * MINUTE);
    const messages = await fallbackMessages(fixture);
    expect(messages.map(({ jobs }) => jobs.map(({ jobId }) => jobId).join())).toEqual(['b1', 'b2']);
  });

  it('is not replaced while a silence covers the incident, but afterwards', async () => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(5 * MINUTE);
    await silence(fixture, [{ key: 'name', glob: '*' }], { length: HOUR });
    await fixture.passClosely(30 * MINUTE);
    expect(await fallbacks(fixture)).toEqual([]);
    await fixture.passClosely(40 * MINUTE);
    expect(await fallbacks(fixture)).toHaveLength(1);
  });

  it('is not replaced once somebody has acknowledged the incident', async () => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(5 * MINUTE);
    await acknowledgeAll(fixture);
    await fixture.passClosely(30 * MINUTE);
    expect(await fallbacks(fixture)).toEqual([]);
  });

  it('that another process takes up is replaced once, whatever was on disk before it', async () => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(9 * MINUTE);
    await fixture.poll.restart();
    await fixture.passClosely(3 * MINUTE);
    await fixture.poll.restart();
    await fixture.passClosely(3 * MINUTE);
    expect(await fallbacks(fixture)).toEqual([expect.stringMatching(WAITED)]);
  });

  it('follows the configuration that is current', async () => {
    await using fixture = await begin();
    fixture.poll.fallbacks.delete('oncall');
    fixture.set({ b1: FAILED });
    await fixture.passClosely(30 * MINUTE);
    expect(await fallbacks(fixture)).toEqual([]);
    fixture.poll.fallbacks.set('oncall', { receivers: ['boss', 'gone', 'oncall'], after: HOUR });
    await fixture.passClosely(20 * MINUTE);
    expect(await fallbacks(fixture)).toEqual([]);
    await fixture.passClosely(15 * MINUTE);
    expect(await fallbacks(fixture)).toEqual([expect.stringMatching(/^boss: .* waited for 1 h/)]);
  });

  it('is not replaced for messages that are older than the fallback by more than an hour', async () => {
    await using fixture = await begin();
    fixture.poll.fallbacks.delete('oncall');
    fixture.set({ b1: FAILED });
    await fixture.passClosely(MINUTE);
    await giveUp(fixture);
    fixture.set({ b2: { ...FAILED, code: 'NoSuchKey' } });
    await fixture.passClosely(70 * MINUTE);
    fixture.set({ b3: { ...FAILED, code: 'NoSuchBucket' } });
    await fixture.passClosely(30 * MINUTE);
    fixture.poll.fallbacks.set('oncall', { receivers: ['lead'], after: AFTER });
    await fixture.passClosely(MINUTE);
    await fixture.poll.restart();
    await fixture.passClosely(2 * HOUR);
    const messages = await fallbackMessages(fixture);
    expect(messages.map(({ jobs }) => jobs.map(({ jobId }) => jobId).join())).toEqual(['b3']);
  });

  it('has its sentences in the language of each way to the fallback', async () => {
    await using fixture = await begin();
    fixture.set({ b1: FAILED });
    await fixture.passClosely(12 * MINUTE);
    fixture.poll.blocked.clear();
    await fixture.passClosely(2 * MINUTE);
    const messages = await fallbackMessages(fixture);
    const shown = messages.map((message) => displayMessage(message, { language: 'zh-CN' }, errorCodes({})));
    expect(shown.map((message) => introOf(message)[0])).toEqual([
      expect.stringMatching(/^现代替 oncall 通知您：经 email 的通知已等待 10 分钟( \d+ 秒)?，尚未送达。$/),
      'oncall 已可经 email 收到通知，此告警不再代为通知您。',
    ]);
  });
});
