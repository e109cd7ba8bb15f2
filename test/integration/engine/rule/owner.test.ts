import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../src/core/message/message.ts';
import type { Owner } from '../../../../src/core/rule/rule.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';
import { ownerPattern } from '../../../support/engine/owner-pattern.ts';
import { incidents } from '../../../support/engine/people.ts';

const RECEIVERS = new Map([
  ['alice', 'team-a'],
  ['bob', 'team-b'],
]);
const BY_NAME: Owner = { from: 'name', pattern: ownerPattern('owner-([a-z]+)'), receivers: RECEIVERS };
const BY_DATA: Owner = { from: 'userData', pattern: ownerPattern('owner=([a-z]+)'), receivers: RECEIVERS };

async function startOwned(owner: Owner, changes: Parameters<typeof usualRule>[0] = {}) {
  const fixture = await IncidentFixture.start([usualRule({ owner, ...changes })]);
  fixture.poll.receivers = ['oncall', 'lead', 'team-a', 'team-b'];
  return fixture;
}

/** `receiver kind: ids of the jobs`, of every message. */
function lines(messages: readonly Message[]): string[] {
  return messages.map(
    ({ receiver, kind, jobs }) => `${receiver} ${kind}: ${jobs.map(({ jobId }) => jobId).join(', ')}`,
  );
}

/** Failed with one cause: all of them are of one incident. */
const failed = (more: object) => ({ state: 'Failed', code: 'AccessDenied', ...more });

/** Of one queue: all of them are of one incident. */
const paused = (name: string) => ({ state: 'Pause', name, details: { queueId: 'p1' } });

describe('the owner that a job names', () => {
  it('is notified of their own jobs in place of the rule’s receivers, and of nobody else’s', async () => {
    await using fixture = await startOwned(BY_DATA);
    fixture.set({
      a1: failed({ details: { userData: 'owner=alice; night' } }),
      a2: failed({ details: { userData: 'owner=alice' } }),
      b1: failed({ details: { userData: 'x owner=bob' } }),
    });
    await fixture.pass(MINUTE);
    expect(lines(await fixture.messages()).toSorted()).toEqual([
      'team-a opening: a1, a2',
      'team-b opening: b1',
    ]);
    const [toA, toB] = (await fixture.messages()).toSorted((x, y) => (x.receiver < y.receiver ? -1 : 1));
    expect(toA?.counts).toEqual([{ state: 'Failed', count: 2 }]);
    expect(toB?.counts).toEqual([{ state: 'Failed', count: 1 }]);
    expect(toA?.story?.totals).toEqual([{ state: 'Failed', count: 2 }]);
    expect(toA?.recipients).toEqual(['team-a@example.com']);
  });

  it.each([
    ['names nobody', 'nightly'],
    ['names somebody who is not known', 'owner-carol'],
  ])('are the rule’s receivers when it %s', async (_case, name) => {
    await using fixture = await startOwned(BY_NAME);
    fixture.set({ c1: failed({ name }), a1: failed({ name: 'owner-alice' }) });
    await fixture.pass(MINUTE);
    expect(lines(await fixture.messages()).toSorted()).toEqual(['oncall opening: c1', 'team-a opening: a1']);
  });

  it('may be nobody’s: then a rule without receivers notifies owners alone', async () => {
    await using fixture = await startOwned(BY_NAME, { receivers: [] });
    fixture.set({ c1: failed({ name: 'nightly' }), a1: failed({ name: 'owner-alice' }) });
    await fixture.pass(MINUTE);
    expect(lines(await fixture.messages())).toEqual(['team-a opening: a1']);
    expect(await fixture.suppressed()).toEqual({ 'rule-tells-nobody': 1 });
  });

  it('is notified that it takes too long, too', async () => {
    await using fixture = await startOwned(BY_NAME, { name: 'stuck', tooLong: { Pause: HOUR } });
    fixture.set({ b1: { state: 'Pause', name: 'owner-bob' }, a1: { state: 'Pause', name: 'owner-alice' } });
    await fixture.pass(HOUR + MINUTE);
    expect(lines(await fixture.messages()).toSorted()).toEqual(['team-a opening: a1', 'team-b opening: b1']);
  });
});

describe('two owners in one incident', () => {
  it('have a thread each', async () => {
    await using fixture = await startOwned(BY_NAME);
    fixture.set({ a1: paused('owner-alice'), b1: paused('owner-bob') });
    await fixture.pass(10 * MINUTE);
    fixture.set({ a2: paused('owner-alice') });
    await fixture.pass(10 * MINUTE);
    expect(await incidents(fixture)).toHaveLength(1);
    const messages = await fixture.messages();
    expect(lines(messages).toSorted()).toEqual([
      'team-a opening: a1',
      'team-a update: a2',
      'team-b opening: b1',
    ]);
    const of = (receiver: string) => messages.filter((message) => message.receiver === receiver);
    const [opening, update] = of('team-a');
    expect(update?.inReplyTo).toBe(opening?.messageId);
    expect(of('team-b')[0]?.messageId).not.toBe(opening?.messageId);
    expect(new Set(messages.map(({ incident }) => incident)).size).toBe(1);
  });

  it('are both notified that it is over, each of their own jobs', async () => {
    await using fixture = await startOwned(BY_NAME);
    fixture.set({ a1: paused('owner-alice'), b1: paused('owner-bob') });
    await fixture.pass(10 * MINUTE);
    fixture.set({ a1: { ...paused('owner-alice'), state: 'Running' } });
    fixture.set({ b1: { ...paused('owner-bob'), state: 'Running' } });
    await fixture.pass(MINUTE);
    expect(
      lines(await fixture.messages())
        .slice(2)
        .toSorted(),
    ).toEqual(['team-a closing: a1', 'team-b closing: b1']);
  });
});
