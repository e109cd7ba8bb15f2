import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';
import { ownerPattern } from '../../../support/engine/owner-pattern.ts';

describe('a mail server that is down throughout', () => {
  it('gets one mail per incident on its return, not one per missed update', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.poll.isMailDown = true;
    fixture.set({ paused: 'Pause' });
    let failed = 0;
    await fixture.pass(2 * HOUR, (elapsed) => {
      if (elapsed % (10 * MINUTE) === 0)
        fixture.set({ [`b${++failed}`]: { state: 'Failed', code: 'AccessDenied' } });
    });
    fixture.poll.isMailDown = false;
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: 12 jobs failed: AccessDenied (media)',
      'oncall: Paused: name of paused (media)',
    ]);
    const [failures] = await fixture.messages();
    expect(failures?.jobs.map(({ jobId }) => jobId).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, index) => `b${index + 1}`).toSorted(),
    );
  });

  it('is notified of what began and ended meanwhile, in one mail that says both', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.poll.isMailDown = true;
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(10 * MINUTE);
    fixture.poll.isMailDown = false;
    await fixture.pass(MINUTE);
    expect(await fixture.messages()).toMatchObject([
      { kind: 'closing', jobs: [{ jobId: 'b1', state: 'Pause', ended: { how: 'resumed' } }] },
    ]);
    expect((await fixture.messages())[0]?.inReplyTo).toBeUndefined();
  });

  it('leaves a mail as it is once a server was offered it, and notifies of a later change in another', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(MINUTE);
    fixture.poll.isMailDown = true;
    fixture.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b3: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    fixture.poll.isMailDown = false;
    await fixture.pass(MINUTE);
    const messages = await fixture.messages();
    expect(messages.map(({ jobs }) => jobs.map(({ jobId }) => jobId))).toEqual([['b1'], ['b2', 'b3']]);
    expect(messages[1]).toMatchObject({ inReplyTo: messages[0]?.messageId, story: { added: 2, jobs: 3 } });
    expect((await fixture.mails())[1]).toBe('oncall: 3 jobs failed (+2): AccessDenied (media)');
  });

  it('is notified of a part that ended and began again meanwhile as of one that began', async () => {
    const owner = {
      from: 'name' as const,
      pattern: ownerPattern('owner-([a-z]+)'),
      receivers: new Map([['bob', 'lead']]),
    };
    await using fixture = await IncidentFixture.start([usualRule({ owner, groupBy: ['target'] })]);
    fixture.poll.isMailDown = true;
    fixture.set({ a1: 'Pause', b1: { state: 'Pause', name: 'owner-bob' } });
    await fixture.pass(10 * MINUTE);
    fixture.set({ a1: 'Running' });
    await fixture.pass(10 * MINUTE);
    fixture.set({ a2: 'Pause' });
    await fixture.pass(10 * MINUTE);
    const [first, ...others] = (await fixture.messages()).filter(({ receiver }) => receiver === 'oncall');
    expect(first).toMatchObject({ kind: 'opening', story: { state: 'open', unresolved: 1 } });
    expect(first?.jobs.map(({ jobId }) => jobId)).toEqual(['a1', 'a2']);
    expect(others).toEqual([]);
  });

  it('and hangs, gets one mail, too: an update that comes during an offer waits until the offer has failed', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ groupInterval: MINUTE })]);
    const { store } = fixture.poll;
    fixture.poll.isMailDown = true;
    const mails = async (state: 'claimed' | 'pending') =>
      await store.write((trx) => trx.updateTable('outbox').set({ state }).execute());
    for (const jobId of ['b1', 'b2', 'b3']) {
      await mails('claimed');
      fixture.set({ [jobId]: { state: 'Failed', code: 'AccessDenied' } });
      await fixture.pass(2 * MINUTE);
      await mails('pending');
      await fixture.pass(2 * MINUTE);
    }
    expect(await fixture.mails()).toEqual(['oncall: 3 jobs failed: AccessDenied (media)']);
  });

  it('gets a thread whose mails name its first, also when `smtp.from` changes meanwhile', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.poll.isMailDown = true;
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    fixture.poll.messageDomain = 'example.org';
    fixture.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    fixture.poll.isMailDown = false;
    await fixture.pass(MINUTE);
    fixture.set({ b3: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    const [first, second, ...others] = await fixture.messages();
    expect(second?.inReplyTo).toBe(first?.messageId);
    expect(others).toEqual([]);
  });
});
