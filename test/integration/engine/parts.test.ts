import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';
import { ownerPattern } from '../../support/engine/owner-pattern.ts';
import { silence } from '../../support/engine/people.ts';

const OWNER = {
  from: 'name' as const,
  pattern: ownerPattern('owner-([a-z]+)'),
  receivers: new Map([
    ['alice', 'oncall'],
    ['bob', 'lead'],
  ]),
};

async function kindsTo(fixture: IncidentFixture, receiver: string): Promise<string[]> {
  const messages = await fixture.messages();
  return messages.filter((message) => message.receiver === receiver).map(({ kind }) => kind);
}

describe('a part of an incident that ends before the rest', () => {
  it('is notified as closed to those it concerns, who get no reminder of the rest', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ owner: OWNER, repeat: HOUR })]);
    const [alices, bobs] = [{ name: 'owner-alice' }, { name: 'owner-bob' }];
    fixture.set({ a1: { ...alices, state: 'Pause' }, b1: { ...bobs, state: 'Pause' } });
    await fixture.pass(10 * MINUTE);
    fixture.set({ a1: { ...alices, state: 'Running' } });
    await fixture.pass(150 * MINUTE);
    expect(await kindsTo(fixture, 'oncall')).toEqual(['opening', 'closing']);
    expect(await kindsTo(fixture, 'lead')).toEqual(['opening', 'reminder', 'reminder']);
    expect(await fixture.mails()).toContain('oncall: Resumed: owner-alice (media)');
    const closing = (await fixture.messages()).find(({ kind }) => kind === 'closing');
    expect(closing).toMatchObject({
      jobs: [{ jobId: 'a1' }],
      story: { state: 'closed', jobs: 1, unresolved: 0 },
    });
    expect(closing?.story?.acknowledgeUrl).toBeUndefined();
  });

  it('begins again in the same thread, and is notified as closed again', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ owner: OWNER, groupBy: ['target'] })]);
    fixture.set({
      a1: { name: 'owner-alice', state: 'Pause' },
      b1: { name: 'owner-bob', state: 'Pause' },
    });
    await fixture.pass(10 * MINUTE);
    fixture.set({ a1: { name: 'owner-alice', state: 'Running' } });
    await fixture.pass(10 * MINUTE);
    fixture.set({ a2: { name: 'owner-alice', state: 'Pause' } });
    await fixture.pass(10 * MINUTE);
    fixture.set({ a2: { name: 'owner-alice', state: 'Success' } });
    await fixture.pass(10 * MINUTE);
    expect(await kindsTo(fixture, 'oncall')).toEqual(['opening', 'closing', 'update', 'closing']);
  });
});

describe('a part that begins again after its closing, and ends at once', () => {
  const [alices, bobs] = [{ name: 'owner-alice' }, { name: 'owner-bob' }];

  async function startAgain(): Promise<IncidentFixture> {
    const fixture = await IncidentFixture.start([usualRule({ owner: OWNER, groupBy: ['target'] })]);
    fixture.set({ a1: { ...alices, state: 'Pause' }, b1: { ...bobs, state: 'Pause' } });
    await fixture.pass(10 * MINUTE);
    fixture.set({ a1: { ...alices, state: 'Running' } });
    return fixture;
  }

  it('within groupInterval, is given up with a reason', async () => {
    await using fixture = await startAgain();
    await fixture.pass(MINUTE);
    fixture.set({ a2: { ...alices, state: 'Pause' } });
    await fixture.pass(MINUTE);
    fixture.set({ a2: { ...alices, state: 'Running' } });
    await fixture.pass(20 * MINUTE);
    expect(await kindsTo(fixture, 'oncall')).toEqual(['opening', 'closing']);
    expect(await fixture.suppressed()).toEqual({ 'recovered-before-told': 1 });
  });

  it('in quiet hours, is notified at their end by one more closing', async () => {
    await using fixture = await startAgain();
    await fixture.pass(10 * MINUTE);
    fixture.poll.calendar = {
      maintenanceAt: () => [],
      maintenanceAfter: () => undefined,
      quietUntil: (_severity, now) => now + HOUR,
    };
    fixture.set({ a2: { ...alices, state: 'Pause' } });
    await fixture.pass(MINUTE);
    fixture.set({ a2: { ...alices, state: 'Running' } });
    await fixture.pass(MINUTE);
    fixture.poll.calendar = {
      maintenanceAt: () => [],
      maintenanceAfter: () => undefined,
      quietUntil: () => undefined,
    };
    await fixture.pass(HOUR);
    expect(await kindsTo(fixture, 'oncall')).toEqual(['opening', 'closing', 'closing']);
    expect(await fixture.suppressed()).toEqual({});
  });
});

describe('a silence that covers all of one receiver’s part', () => {
  it('holds their reminders and their closing, and nobody else’s', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ owner: OWNER, repeat: HOUR })]);
    fixture.set({ a1: { name: 'owner-alice', state: 'Pause' }, b1: { name: 'owner-bob', state: 'Pause' } });
    await fixture.pass(10 * MINUTE);
    await silence(fixture, [{ key: 'name', glob: 'owner-alice' }], { length: 3 * HOUR });
    await fixture.pass(90 * MINUTE);
    expect(await kindsTo(fixture, 'oncall')).toEqual(['opening']);
    fixture.set({ a1: { name: 'owner-alice', state: 'Running' } });
    await fixture.pass(70 * MINUTE);
    expect(await kindsTo(fixture, 'oncall')).toEqual(['opening']);
    expect(await kindsTo(fixture, 'lead')).toEqual(['opening', 'reminder', 'reminder']);
    await fixture.pass(30 * MINUTE);
    expect(await kindsTo(fixture, 'oncall')).toEqual(['opening', 'closing']);
  });
});

it('a receiver who was gone for a while gets the closing of what they were notified of', async () => {
  await using fixture = await IncidentFixture.start([usualRule({ groupBy: ['target'] })]);
  fixture.set({ b1: 'Pause' });
  await fixture.pass(10 * MINUTE);
  fixture.poll.receivers = ['lead'];
  fixture.set({ b2: 'Pause' });
  await fixture.pass(MINUTE);
  fixture.poll.receivers = ['oncall', 'lead'];
  fixture.set({ b1: 'Running', b2: 'Running' });
  await fixture.pass(10 * MINUTE);
  expect(await kindsTo(fixture, 'oncall')).toEqual(['opening', 'closing']);
});
