import { describe, expect, it } from 'vitest';
import { quietMonitors } from '../../../../src/replay/quiet-monitors.ts';
import { pastMessages } from '../../../../src/store/history/past.ts';
import { readDetails } from '../../../../src/tencent/job/details.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { EnrichmentFixture } from '../../../support/poll/enrichment-fixture.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';
import { expectSame, expectSent, replayed, replayStore } from '../../../support/engine/replayed.ts';

const OBJECTS = { total: 240, failed: { ResourceDownloadFailed: 31, ResourceNotSupported: 6 } };
const isCount = { when: ({ path }: { path: string }) => path === '/jobs' };
const DENIED = { kind: 'error', status: 403, code: 'AccessDenied' } as const;

function running(fixture: IncidentFixture, jobId: string): void {
  fixture.set({ [jobId]: { state: 'Running', name: 'nightly', startedAt: fixture.poll.cloud.serverNow } });
}

describe('a replay by the same rules notifies of what was notified of jobs that stay too long', () => {
  it('opened, reminded of, and over', async () => {
    await using fixture = await IncidentFixture.start([
      usualRule({ name: 'stuck', tooLong: { Submitted: 20 * MINUTE, Running: HOUR, Pause: 2 * HOUR } }),
    ]);
    running(fixture, 'b1');
    fixture.set({ b2: 'Submitted', b3: 'Pause' });
    await fixture.pass(30 * MINUTE);
    running(fixture, 'b2');
    await fixture.passClosely(6 * HOUR);
    fixture.set({ b1: 'Success', b2: 'Failed', b3: 'Running' });
    await fixture.pass(10 * MINUTE);
    expect((await fixture.mails()).length).toBeGreaterThan(6);
    await expectSame(fixture);
  });

  it('by two rules with limits of their own, one of them learned', async () => {
    const usual = { usual: 3, atLeast: 15 * MINUTE };
    await using fixture = await IncidentFixture.start([
      usualRule({ name: 'long', tooLong: { Running: 25 * MINUTE }, continue: true }),
      usualRule({ name: 'longer', tooLong: { Running: usual }, receivers: ['lead'] }),
    ]);
    running(fixture, 'b0');
    await fixture.pass(12 * MINUTE);
    fixture.set({ b0: { state: 'Success', name: 'nightly', endedAt: fixture.poll.cloud.serverNow } });
    await fixture.pass(MINUTE);
    running(fixture, 'b1');
    await fixture.passClosely(2 * HOUR);
    expect((await fixture.mails()).map((mail) => mail.split(':')[0])).toEqual(['oncall', 'lead']);
    await expectSame(fixture);
  });

  it('by what was learned before the part of the past that is replayed', async () => {
    const rules = [usualRule({ name: 'long', tooLong: { Running: { usual: 3, atLeast: 15 * MINUTE } } })];
    await using fixture = await IncidentFixture.start(rules);
    running(fixture, 'b0');
    await fixture.pass(20 * MINUTE);
    fixture.set({ b0: { state: 'Success', name: 'nightly', endedAt: fixture.poll.cloud.serverNow } });
    await fixture.pass(2 * MINUTE);
    const from = fixture.poll.clock.now();
    running(fixture, 'b1');
    await fixture.passClosely(2 * HOUR);
    const notified = (await fixture.messages()).filter(({ createdAt }) => createdAt >= from);
    const { messages } = await replayed(fixture, rules, from);
    expect(messages.map(({ kind }) => kind)).toEqual(['opening']);
    expect(Math.abs((notified[0]?.createdAt ?? 0) - (messages[0]?.createdAt ?? 0))).toBeLessThan(MINUTE);
  });

  it('and another limit notifies at another time', async () => {
    await using fixture = await IncidentFixture.start([
      usualRule({ name: 'stuck', tooLong: { Running: HOUR } }),
    ]);
    running(fixture, 'b1');
    await fixture.passClosely(2 * HOUR);
    const [notified] = await fixture.messages();
    const shorter = await replayed(fixture, [
      usualRule({ name: 'stuck', tooLong: { Running: 30 * MINUTE } }),
    ]);
    expect(shorter.messages.map(({ kind }) => kind)).toEqual(['opening']);
    const earlier = (notified?.createdAt ?? 0) - (shorter.messages[0]?.createdAt ?? 0);
    expect(Math.round(earlier / MINUTE)).toBe(30);
    const longer = await replayed(fixture, [usualRule({ name: 'stuck', tooLong: { Running: 3 * HOUR } })]);
    expect(longer.messages).toEqual([]);
  });
});

/** Replays what a fixture saw whose jobs' objects were counted. */
async function expectCounted(fixture: EnrichmentFixture): Promise<void> {
  const { store, clock, target } = fixture;
  const engine = fixture.engineWith(quietMonitors(['media'], 0));
  const { messages } = await replayStore({ store, clock, engine, target, details: readDetails });
  await expectSent(store, { messages, clock });
}

describe('a replay by the same rules notifies of what was notified of objects that failed', () => {
  it('of jobs that failed, and of jobs that succeeded all the same', async () => {
    await using fixture = await EnrichmentFixture.start([
      { jobId: 'b1', name: 'nightly', state: 'Running' },
      { jobId: 'b2', name: 'nightly', state: 'Running' },
      { jobId: 'b3', name: 'weekly', state: 'Running' },
    ]);
    fixture.cloud.move('b1', 'Success', { objects: OBJECTS });
    fixture.cloud.move('b2', 'Success', { objects: OBJECTS });
    fixture.cloud.move('b3', 'Failed', { code: 'X', objects: OBJECTS });
    await fixture.poll();
    expect((await fixture.mails()).map(({ subject }) => subject)).toEqual([
      '[Batchwatch] Failed: X (media), weekly',
      '[Batchwatch] Succeeded with failed objects: nightly (media), 2 jobs',
    ]);
    await expectCounted(fixture);
  });

  it('that could be counted only later', async () => {
    await using fixture = await EnrichmentFixture.start([{ jobId: 'b1', name: 'nightly', state: 'Running' }]);
    fixture.cloud.move('b1', 'Success', { objects: OBJECTS });
    fixture.cloud.misbehave(DENIED, isCount);
    for (let polls = 0; polls < 4; polls += 1) await fixture.poll();
    expect(await fixture.mails()).toHaveLength(1);
    await expectCounted(fixture);
  });
});

it('a quiet report is about no jobs, and counts as no mail of theirs', async () => {
  await using fixture = await IncidentFixture.start();
  const { monitors, clock } = fixture.poll;
  monitors.watchdog = { ...monitors.watchdog, receivers: ['oncall'], quietReport: '09:00' };
  fixture.set({ b1: 'Pause' });
  await fixture.pass(3 * HOUR);
  expect((await fixture.messages()).map(({ kind }) => kind)).toContain('report');
  const sent = await fixture.poll.store.read((db) => pastMessages(db, { from: 0, until: clock.now() + 1 }));
  expect(sent.map(({ message }) => (JSON.parse(message) as { kind: string }).kind)).not.toContain('report');
  await expectSame(fixture);
});
