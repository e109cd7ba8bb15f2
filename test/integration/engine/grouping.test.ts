import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';

const CODES = ['AccessDenied', 'TemplateNotFound', 'InternalError'];

describe('failures of one cause', () => {
  it('1,000 in one poll with 3 codes are 3 mails a recipient, every job listed or counted', async () => {
    await using fixture = await IncidentFixture.start();
    for (let n = 0; n < 1_000; n++) fixture.set({ [`b${n}`]: { state: 'Failed', code: CODES[n % 3] ?? '' } });
    await fixture.pass(30 * SECOND);
    expect(await fixture.mails()).toEqual([
      'oncall: 334 jobs failed: AccessDenied (media)',
      'oncall: 333 jobs failed: TemplateNotFound (media)',
      'oncall: 333 jobs failed: InternalError (media)',
    ]);
    for (const { jobs, counts } of await fixture.messages()) {
      expect(jobs).toHaveLength(200);
      expect(counts[0]?.count).toBeGreaterThan(332);
    }
  });

  it('that trickle for 2 h are one thread: the first mail, then at most one per groupInterval', async () => {
    await using fixture = await IncidentFixture.start();
    let failed = 0;
    await fixture.pass(2 * HOUR, () => {
      failed += 1;
      fixture.set({ [`b${failed}`]: { state: 'Failed', code: 'AccessDenied' } });
    });
    const messages = await fixture.messages();
    expect(messages.length).toBeGreaterThanOrEqual(20);
    expect(messages.length).toBeLessThanOrEqual(25);
    expect((await fixture.mails()).slice(0, 3)).toEqual([
      'oncall: Failed: name of b1 (media)',
      'oncall: 10 jobs failed (+9): AccessDenied (media)',
      'oncall: 20 jobs failed (+10): AccessDenied (media)',
    ]);
    expect(new Set(messages.map(({ incident }) => incident)).size).toBe(1);
    const [first, ...later] = messages;
    expect(later.every(({ inReplyTo }) => inReplyTo === first?.messageId)).toBe(true);
    for (const [index, { createdAt }] of messages.entries()) {
      const next = messages[index + 1]?.createdAt ?? Infinity;
      expect(next - createdAt).toBeGreaterThanOrEqual(5 * MINUTE);
    }
    const notified = new Set(messages.flatMap(({ jobs }) => jobs.map(({ jobId }) => jobId)));
    await fixture.pass(5 * MINUTE);
    expect(failed - notified.size).toBeLessThanOrEqual(10);
    expect(new Set((await fixture.poll.notified()).map((line) => line.split(' ')[0])).size).toBe(failed);
  });

  it('gather for groupWait before the first mail', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ groupWait: 2 * MINUTE })]);
    await fixture.pass(3 * MINUTE, (elapsed) => {
      if (elapsed < 2 * MINUTE) fixture.set({ [`b${elapsed}`]: { state: 'Failed', code: 'AccessDenied' } });
    });
    expect(await fixture.mails()).toEqual(['oncall: 4 jobs failed: AccessDenied (media)']);
  });

  it('a code that says Success is no cause', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: { state: 'Failed', code: 'Success' }, b2: { state: 'Failed', code: '' } });
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: 2 jobs failed (media)']);
    expect((await fixture.messages())[0]?.jobs.map(({ code }) => code)).toEqual(['', '']);
  });

  it('group as the rule says', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ groupBy: ['target'] })]);
    fixture.set({ b1: { state: 'Failed', code: 'A' }, b2: { state: 'Failed', code: 'B' }, b3: 'Pause' });
    await fixture.pass(30 * SECOND);
    expect(await fixture.mails()).toEqual(['oncall: 2 jobs failed, 1 paused (media)']);
  });
});

describe('closing', () => {
  it('says that a paused queue was resumed, and after how long', async () => {
    await using fixture = await IncidentFixture.start();
    const queued = { state: 'Pause', details: { queueId: 'p1' } };
    fixture.set({ b1: queued, b2: queued });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    fixture.set({ b2: 'Submitted' });
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: 2 jobs paused: queue p1 (media)',
      'oncall: Resumed: 2 jobs paused: queue p1 (media)',
    ]);
    const [, closing] = await fixture.messages();
    expect(closing?.jobs.map(({ ended }) => ended?.how)).toEqual(['resumed', 'resumed']);
  });

  it('says that a newer run of the same work succeeded', async () => {
    await using fixture = await IncidentFixture.start();
    const work = { name: 'nightly', details: { tag: 'Transcode', templateId: 't1' } };
    fixture.set({ b1: { ...work, state: 'Failed', code: 'InternalError' } });
    await fixture.pass(MINUTE);
    fixture.set({ other: { ...work, details: { tag: 'Snapshot' }, state: 'Success' } });
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toHaveLength(1);
    fixture.set({ b2: { ...work, state: 'Success' } });
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Failed: nightly (media)',
      'oncall: Superseded: nightly (media)',
    ]);
    expect((await fixture.messages())[1]?.jobs[0]?.ended).toMatchObject({ how: 'superseded', by: 'b2' });
  });

  it('is silent by age, and when the rule says so', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ closeAfter: HOUR, tellRecovery: false })]);
    fixture.set({ b1: 'Failed', b2: 'Pause' });
    await fixture.pass(30 * SECOND);
    fixture.set({ b2: 'Running' });
    await fixture.pass(HOUR + MINUTE);
    expect(await fixture.mails()).toHaveLength(2);
    const states = await fixture.poll.store.read((db) =>
      db.selectFrom('incident').select(['state', 'closed_reason']).orderBy('id').execute(),
    );
    expect(states).toEqual([
      { state: 'closed', closed_reason: 'aged' },
      { state: 'closed', closed_reason: 'recovered' },
    ]);
  });

  it('is followed by a thread of its own when the same happens again', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    const messages = await fixture.messages();
    expect(messages.map(({ kind }) => kind)).toEqual(['opening', 'closing', 'opening']);
    expect(new Set(messages.map(({ incident }) => incident)).size).toBe(2);
    expect(messages[2]?.inReplyTo).toBeUndefined();
  });
});

describe('a job that flaps', () => {
  it('60 times in an hour is notified by at most 3 mails and its final state', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    let flips = 0;
    await fixture.pass(HOUR, (elapsed) => {
      if (elapsed % MINUTE === 0) fixture.set({ b1: flips++ % 2 === 0 ? 'Pause' : 'Running' });
    });
    expect(flips).toBe(60);
    await fixture.pass(15 * MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: Resumed: name of b1 (media)',
      'oncall: Flapping: Paused: name of b1 (media)',
      'oncall: Resumed: name of b1 (media)',
    ]);
    expect(await fixture.suppressed()).toMatchObject({ 'recovered-before-told': 1, flapping: 27 });
  });

  it('and settles in Pause is reported as paused', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    let flips = 0;
    await fixture.pass(21 * MINUTE, (elapsed) => {
      if (elapsed % MINUTE === 0) fixture.set({ b1: flips++ % 2 === 0 ? 'Pause' : 'Running' });
    });
    await fixture.pass(15 * MINUTE);
    const messages = await fixture.messages();
    expect(messages.at(-1)).toMatchObject({ kind: 'update', story: { reason: 'settled', unresolved: 1 } });
    fixture.set({ b1: 'Running' });
    await fixture.pass(10 * MINUTE);
    expect((await fixture.messages()).at(-1)).toMatchObject({ kind: 'closing' });
  });
});
