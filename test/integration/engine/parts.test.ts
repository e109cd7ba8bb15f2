import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../support/incident-bench.ts';
import { ownerPattern } from '../../support/owner-pattern.ts';
import { silence } from '../../support/people.ts';

const OWNER = {
  from: 'name' as const,
  pattern: ownerPattern('owner-([a-z]+)'),
  receivers: new Map([
    ['alice', 'oncall'],
    ['bob', 'lead'],
  ]),
};

async function kindsTo(bench: IncidentBench, receiver: string): Promise<string[]> {
  const messages = await bench.messages();
  return messages.filter((message) => message.receiver === receiver).map(({ kind }) => kind);
}

describe('a part of an incident that ends before the rest', () => {
  it('is told closed to whom it concerns, who is not reminded of the rest', async () => {
    await using bench = await IncidentBench.start([usualRule({ owner: OWNER, repeat: HOUR })]);
    const [alices, bobs] = [{ name: 'owner-alice' }, { name: 'owner-bob' }];
    bench.set({ a1: { ...alices, state: 'Pause' }, b1: { ...bobs, state: 'Pause' } });
    await bench.pass(10 * MINUTE);
    bench.set({ a1: { ...alices, state: 'Running' } });
    await bench.pass(150 * MINUTE);
    expect(await kindsTo(bench, 'oncall')).toEqual(['opening', 'closing']);
    expect(await kindsTo(bench, 'lead')).toEqual(['opening', 'reminder', 'reminder']);
    expect(await bench.mails()).toContain('oncall: Resumed: owner-alice (media)');
    const closing = (await bench.messages()).find(({ kind }) => kind === 'closing');
    expect(closing).toMatchObject({
      jobs: [{ jobId: 'a1' }],
      story: { state: 'closed', jobs: 1, unresolved: 0 },
    });
    expect(closing?.story?.acknowledgeUrl).toBeUndefined();
  });

  it('begins again in the same thread, and is told closed again', async () => {
    await using bench = await IncidentBench.start([usualRule({ owner: OWNER, groupBy: ['target'] })]);
    bench.set({
      a1: { name: 'owner-alice', state: 'Pause' },
      b1: { name: 'owner-bob', state: 'Pause' },
    });
    await bench.pass(10 * MINUTE);
    bench.set({ a1: { name: 'owner-alice', state: 'Running' } });
    await bench.pass(10 * MINUTE);
    bench.set({ a2: { name: 'owner-alice', state: 'Pause' } });
    await bench.pass(10 * MINUTE);
    bench.set({ a2: { name: 'owner-alice', state: 'Success' } });
    await bench.pass(10 * MINUTE);
    expect(await kindsTo(bench, 'oncall')).toEqual(['opening', 'closing', 'update', 'closing']);
  });
});

describe('a part that begins again after its closing, and ends at once', () => {
  const [alices, bobs] = [{ name: 'owner-alice' }, { name: 'owner-bob' }];

  async function startAgain(): Promise<IncidentBench> {
    const bench = await IncidentBench.start([usualRule({ owner: OWNER, groupBy: ['target'] })]);
    bench.set({ a1: { ...alices, state: 'Pause' }, b1: { ...bobs, state: 'Pause' } });
    await bench.pass(10 * MINUTE);
    bench.set({ a1: { ...alices, state: 'Running' } });
    return bench;
  }

  it('within groupInterval, is given up with a reason', async () => {
    await using bench = await startAgain();
    await bench.pass(MINUTE);
    bench.set({ a2: { ...alices, state: 'Pause' } });
    await bench.pass(MINUTE);
    bench.set({ a2: { ...alices, state: 'Running' } });
    await bench.pass(20 * MINUTE);
    expect(await kindsTo(bench, 'oncall')).toEqual(['opening', 'closing']);
    expect(await bench.suppressed()).toEqual({ 'recovered-before-told': 1 });
  });

  it('in quiet hours, is told at their end by one more closing', async () => {
    await using bench = await startAgain();
    await bench.pass(10 * MINUTE);
    bench.poll.calendar = {
      maintenanceAt: () => [],
      maintenanceAfter: () => undefined,
      quietUntil: (_severity, now) => now + HOUR,
    };
    bench.set({ a2: { ...alices, state: 'Pause' } });
    await bench.pass(MINUTE);
    bench.set({ a2: { ...alices, state: 'Running' } });
    await bench.pass(MINUTE);
    bench.poll.calendar = {
      maintenanceAt: () => [],
      maintenanceAfter: () => undefined,
      quietUntil: () => undefined,
    };
    await bench.pass(HOUR);
    expect(await kindsTo(bench, 'oncall')).toEqual(['opening', 'closing', 'closing']);
    expect(await bench.suppressed()).toEqual({});
  });
});

describe('a silence that covers all of one receiver’s part', () => {
  it('holds their reminders and their closing, and nobody else’s', async () => {
    await using bench = await IncidentBench.start([usualRule({ owner: OWNER, repeat: HOUR })]);
    bench.set({ a1: { name: 'owner-alice', state: 'Pause' }, b1: { name: 'owner-bob', state: 'Pause' } });
    await bench.pass(10 * MINUTE);
    await silence(bench, [{ key: 'name', glob: 'owner-alice' }], { length: 3 * HOUR });
    await bench.pass(90 * MINUTE);
    expect(await kindsTo(bench, 'oncall')).toEqual(['opening']);
    bench.set({ a1: { name: 'owner-alice', state: 'Running' } });
    await bench.pass(70 * MINUTE);
    expect(await kindsTo(bench, 'oncall')).toEqual(['opening']);
    expect(await kindsTo(bench, 'lead')).toEqual(['opening', 'reminder', 'reminder']);
    await bench.pass(30 * MINUTE);
    expect(await kindsTo(bench, 'oncall')).toEqual(['opening', 'closing']);
  });
});

it('a receiver who was gone for a while is told closed what they were told', async () => {
  await using bench = await IncidentBench.start([usualRule({ groupBy: ['target'] })]);
  bench.set({ b1: 'Pause' });
  await bench.pass(10 * MINUTE);
  bench.poll.receivers = ['lead'];
  bench.set({ b2: 'Pause' });
  await bench.pass(MINUTE);
  bench.poll.receivers = ['oncall', 'lead'];
  bench.set({ b1: 'Running', b2: 'Running' });
  await bench.pass(10 * MINUTE);
  expect(await kindsTo(bench, 'oncall')).toEqual(['opening', 'closing']);
});
