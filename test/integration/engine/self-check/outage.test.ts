import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../../support/incident-bench.ts';
import { ownerPattern } from '../../../support/owner-pattern.ts';

describe('a mail server that is down throughout', () => {
  it('gets one mail per incident on its return, not one per missed news', async () => {
    await using bench = await IncidentBench.start();
    bench.poll.isMailDown = true;
    bench.set({ paused: 'Pause' });
    let failed = 0;
    await bench.pass(2 * HOUR, (elapsed) => {
      if (elapsed % (10 * MINUTE) === 0)
        bench.set({ [`b${++failed}`]: { state: 'Failed', code: 'AccessDenied' } });
    });
    bench.poll.isMailDown = false;
    await bench.pass(MINUTE);
    expect(await bench.mails()).toEqual([
      'oncall: 12 jobs failed: AccessDenied (media)',
      'oncall: Paused: name of paused (media)',
    ]);
    const [failures] = await bench.messages();
    expect(failures?.jobs.map(({ jobId }) => jobId).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, index) => `b${index + 1}`).toSorted(),
    );
  });

  it('is told of what began and ended meanwhile, in one mail that says both', async () => {
    await using bench = await IncidentBench.start();
    bench.poll.isMailDown = true;
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    bench.set({ b1: 'Running' });
    await bench.pass(10 * MINUTE);
    bench.poll.isMailDown = false;
    await bench.pass(MINUTE);
    expect(await bench.messages()).toMatchObject([
      { kind: 'closing', jobs: [{ jobId: 'b1', state: 'Pause', ended: { how: 'resumed' } }] },
    ]);
    expect((await bench.messages())[0]?.inReplyTo).toBeUndefined();
  });

  it('leaves a mail as it is once a server was offered it, and tells later news in another', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(MINUTE);
    bench.poll.isMailDown = true;
    bench.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(10 * MINUTE);
    bench.set({ b3: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(10 * MINUTE);
    bench.poll.isMailDown = false;
    await bench.pass(MINUTE);
    const messages = await bench.messages();
    expect(messages.map(({ jobs }) => jobs.map(({ jobId }) => jobId))).toEqual([['b1'], ['b2', 'b3']]);
    expect(messages[1]).toMatchObject({ inReplyTo: messages[0]?.messageId, story: { added: 2, jobs: 3 } });
    expect((await bench.mails())[1]).toBe('oncall: 3 jobs failed (+2): AccessDenied (media)');
  });

  it('is told of a part that ended and began again meanwhile as of one that began', async () => {
    const owner = {
      from: 'name' as const,
      pattern: ownerPattern('owner-([a-z]+)'),
      receivers: new Map([['bob', 'lead']]),
    };
    await using bench = await IncidentBench.start([usualRule({ owner, groupBy: ['target'] })]);
    bench.poll.isMailDown = true;
    bench.set({ a1: 'Pause', b1: { state: 'Pause', name: 'owner-bob' } });
    await bench.pass(10 * MINUTE);
    bench.set({ a1: 'Running' });
    await bench.pass(10 * MINUTE);
    bench.set({ a2: 'Pause' });
    await bench.pass(10 * MINUTE);
    const [first, ...others] = (await bench.messages()).filter(({ receiver }) => receiver === 'oncall');
    expect(first).toMatchObject({ kind: 'opening', story: { state: 'open', unresolved: 1 } });
    expect(first?.jobs.map(({ jobId }) => jobId)).toEqual(['a1', 'a2']);
    expect(others).toEqual([]);
  });

  it('and hangs, gets one mail, too: news that comes while it is offered waits until that has failed', async () => {
    await using bench = await IncidentBench.start([usualRule({ groupInterval: MINUTE })]);
    const { store } = bench.poll;
    bench.poll.isMailDown = true;
    const mails = async (state: 'claimed' | 'pending') =>
      await store.write((trx) => trx.updateTable('outbox').set({ state }).execute());
    for (const jobId of ['b1', 'b2', 'b3']) {
      await mails('claimed');
      bench.set({ [jobId]: { state: 'Failed', code: 'AccessDenied' } });
      await bench.pass(2 * MINUTE);
      await mails('pending');
      await bench.pass(2 * MINUTE);
    }
    expect(await bench.mails()).toEqual(['oncall: 3 jobs failed: AccessDenied (media)']);
  });

  it('gets a thread whose mails name its first, also when `smtp.from` changes meanwhile', async () => {
    await using bench = await IncidentBench.start();
    bench.poll.isMailDown = true;
    bench.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(10 * MINUTE);
    bench.poll.messageDomain = 'example.org';
    bench.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(10 * MINUTE);
    bench.poll.isMailDown = false;
    await bench.pass(MINUTE);
    bench.set({ b3: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(10 * MINUTE);
    const [first, second, ...others] = await bench.messages();
    expect(second?.inReplyTo).toBe(first?.messageId);
    expect(others).toEqual([]);
  });
});
