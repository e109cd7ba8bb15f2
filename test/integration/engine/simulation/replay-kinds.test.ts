import { describe, expect, it } from 'vitest';
import { quietWatchers } from '../../../../src/replay/quiet-watchers.ts';
import { pastMessages } from '../../../../src/store/history/past.ts';
import { readDetails } from '../../../../src/tencent/details.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { FactBench } from '../../../support/fact-bench.ts';
import { IncidentBench, usualRule } from '../../../support/incident-bench.ts';
import { expectSame, expectSent, replayed, replayStore } from '../../../support/replayed.ts';

const OBJECTS = { total: 240, failed: { ResourceDownloadFailed: 31, ResourceNotSupported: 6 } };
const isCount = { when: ({ path }: { path: string }) => path === '/jobs' };
const DENIED = { kind: 'error', status: 403, code: 'AccessDenied' } as const;

function running(bench: IncidentBench, jobId: string): void {
  bench.set({ [jobId]: { state: 'Running', name: 'nightly', startedAt: bench.poll.cloud.serverNow } });
}

describe('a replay by the same rules tells what was told of jobs that stay too long', () => {
  it('opened, reminded of, and over', async () => {
    await using bench = await IncidentBench.start([
      usualRule({ name: 'stuck', tooLong: { Submitted: 20 * MINUTE, Running: HOUR, Pause: 2 * HOUR } }),
    ]);
    running(bench, 'b1');
    bench.set({ b2: 'Submitted', b3: 'Pause' });
    await bench.pass(30 * MINUTE);
    running(bench, 'b2');
    await bench.passClosely(6 * HOUR);
    bench.set({ b1: 'Success', b2: 'Failed', b3: 'Running' });
    await bench.pass(10 * MINUTE);
    expect((await bench.mails()).length).toBeGreaterThan(6);
    await expectSame(bench);
  });

  it('by two rules with limits of their own, of which one is what is usual', async () => {
    const usual = { usual: 3, atLeast: 15 * MINUTE };
    await using bench = await IncidentBench.start([
      usualRule({ name: 'long', tooLong: { Running: 25 * MINUTE }, continue: true }),
      usualRule({ name: 'longer', tooLong: { Running: usual }, receivers: ['lead'] }),
    ]);
    running(bench, 'b0');
    await bench.pass(12 * MINUTE);
    bench.set({ b0: { state: 'Success', name: 'nightly', endedAt: bench.poll.cloud.serverNow } });
    await bench.pass(MINUTE);
    running(bench, 'b1');
    await bench.passClosely(2 * HOUR);
    expect((await bench.mails()).map((mail) => mail.split(':')[0])).toEqual(['oncall', 'lead']);
    await expectSame(bench);
  });

  it('by what was learned before the part of the past that is replayed', async () => {
    const rules = [usualRule({ name: 'long', tooLong: { Running: { usual: 3, atLeast: 15 * MINUTE } } })];
    await using bench = await IncidentBench.start(rules);
    running(bench, 'b0');
    await bench.pass(20 * MINUTE);
    bench.set({ b0: { state: 'Success', name: 'nightly', endedAt: bench.poll.cloud.serverNow } });
    await bench.pass(2 * MINUTE);
    const from = bench.poll.clock.now();
    running(bench, 'b1');
    await bench.passClosely(2 * HOUR);
    const told = (await bench.messages()).filter(({ createdAt }) => createdAt >= from);
    const { messages } = await replayed(bench, rules, from);
    expect(messages.map(({ kind }) => kind)).toEqual(['opening']);
    expect(Math.abs((told[0]?.createdAt ?? 0) - (messages[0]?.createdAt ?? 0))).toBeLessThan(MINUTE);
  });

  it('and another limit tells at another time', async () => {
    await using bench = await IncidentBench.start([usualRule({ name: 'stuck', tooLong: { Running: HOUR } })]);
    running(bench, 'b1');
    await bench.passClosely(2 * HOUR);
    const [told] = await bench.messages();
    const shorter = await replayed(bench, [usualRule({ name: 'stuck', tooLong: { Running: 30 * MINUTE } })]);
    expect(shorter.messages.map(({ kind }) => kind)).toEqual(['opening']);
    const earlier = (told?.createdAt ?? 0) - (shorter.messages[0]?.createdAt ?? 0);
    expect(Math.round(earlier / MINUTE)).toBe(30);
    const longer = await replayed(bench, [usualRule({ name: 'stuck', tooLong: { Running: 3 * HOUR } })]);
    expect(longer.messages).toEqual([]);
  });
});

/** Replays what a bench saw whose jobs' objects were counted. */
async function expectCounted(bench: FactBench): Promise<void> {
  const { store, clock, target } = bench;
  const desk = bench.deskWith(quietWatchers(['media'], 0));
  const { messages } = await replayStore({ store, clock, desk, target, details: readDetails });
  await expectSent(store, { messages, clock });
}

describe('a replay by the same rules tells what was told of objects that failed', () => {
  it('of jobs that failed, and of jobs that succeeded all the same', async () => {
    await using bench = await FactBench.start([
      { jobId: 'b1', name: 'nightly', state: 'Running' },
      { jobId: 'b2', name: 'nightly', state: 'Running' },
      { jobId: 'b3', name: 'weekly', state: 'Running' },
    ]);
    bench.cloud.move('b1', 'Success', { objects: OBJECTS });
    bench.cloud.move('b2', 'Success', { objects: OBJECTS });
    bench.cloud.move('b3', 'Failed', { code: 'X', objects: OBJECTS });
    await bench.poll();
    expect((await bench.mails()).map(({ subject }) => subject)).toEqual([
      '[Batchwatch] Failed: X (media), weekly',
      '[Batchwatch] Succeeded with failed objects: nightly (media), 2 jobs',
    ]);
    await expectCounted(bench);
  });

  it('that could be counted only later', async () => {
    await using bench = await FactBench.start([{ jobId: 'b1', name: 'nightly', state: 'Running' }]);
    bench.cloud.move('b1', 'Success', { objects: OBJECTS });
    bench.cloud.misbehave(DENIED, isCount);
    for (let polls = 0; polls < 4; polls += 1) await bench.poll();
    expect(await bench.mails()).toHaveLength(1);
    await expectCounted(bench);
  });
});

it('a quiet report is about no jobs, and counts as no mail of theirs', async () => {
  await using bench = await IncidentBench.start();
  const { watchers, clock } = bench.poll;
  watchers.watchdog = { ...watchers.watchdog, receivers: ['oncall'], quietReport: '09:00' };
  bench.set({ b1: 'Pause' });
  await bench.pass(3 * HOUR);
  expect((await bench.messages()).map(({ kind }) => kind)).toContain('report');
  const sent = await bench.poll.store.read((db) => pastMessages(db, { from: 0, until: clock.now() + 1 }));
  expect(sent.map(({ message }) => (JSON.parse(message) as { kind: string }).kind)).not.toContain('report');
  await expectSame(bench);
});
