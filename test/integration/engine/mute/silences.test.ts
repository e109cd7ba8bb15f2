import { describe, expect, it } from 'vitest';
import type { SilenceMatcher } from '../../../../src/core/mute/silence.ts';
import { expireSilence } from '../../../../src/actions/silences.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';
import { acknowledgeAll, held, silence } from '../../../support/engine/people.ts';

const AFTER_30_MINUTES = usualRule({ escalate: [{ after: 30 * MINUTE, receivers: ['lead'] }] });

const MEDIA: readonly SilenceMatcher[] = [{ key: 'target', glob: 'media' }];
const named = (glob: string): readonly SilenceMatcher[] => [{ key: 'name', glob }];

describe('a silence', () => {
  it('covers what it matches and nothing else; what is still open at its end is notified then', async () => {
    await using fixture = await IncidentFixture.start();
    await silence(fixture, named('nightly-*'), { length: HOUR });
    fixture.set({
      b1: { state: 'Failed', name: 'nightly-a', code: 'AccessDenied' },
      b2: { state: 'Failed', name: 'daily', code: 'InternalError' },
    });
    await fixture.pass(59 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Failed: daily (media)']);
    expect(await held(fixture)).toEqual({ silenced: 1 });
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Failed: daily (media)',
      'oncall: Failed: nightly-a (media)',
    ]);
    const [, late] = await fixture.messages();
    expect(late).toMatchObject({ kind: 'opening', story: { reason: 'silence-ended' } });
    expect(await held(fixture)).toEqual({});
  });

  it('longer than `closeAfter` ends before what it covers ages away', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ closeAfter: HOUR })]);
    await silence(fixture, MEDIA, { length: 3 * HOUR });
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(179 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await fixture.pass(2 * MINUTE);
    expect(await fixture.poll.notified()).toEqual(['b1 Failed']);
  });

  it('over a part of an incident leaves the rest to be notified, and the part to be notified later', async () => {
    await using fixture = await IncidentFixture.start();
    await silence(fixture, named('nightly-*'), { length: HOUR });
    const code = 'AccessDenied';
    fixture.set({
      b1: { state: 'Failed', name: 'nightly-a', code },
      b2: { state: 'Failed', name: 'daily', code },
    });
    await fixture.pass(59 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Failed: daily (media)']);
    expect((await fixture.messages())[0]?.jobs.map(({ jobId }) => jobId)).toEqual(['b2']);
    await fixture.pass(2 * MINUTE);
    expect((await fixture.mails()).slice(1)).toEqual(['oncall: 2 jobs failed (+1): AccessDenied (media)']);
    expect((await fixture.messages())[1]?.jobs.map(({ jobId }) => jobId)).toEqual(['b1']);
  });

  it('over a part of an incident, which ends meanwhile, leaves nothing to notify of', async () => {
    await using fixture = await IncidentFixture.start();
    await silence(fixture, named('nightly-*'), { length: HOUR });
    fixture.set({ b1: { state: 'Pause', name: 'nightly-a' }, b2: { state: 'Pause', name: 'daily' } });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toEqual(['oncall: Paused: daily (media)']);
    expect(await fixture.suppressed()).toEqual({ silenced: 1 });
    fixture.set({ b2: 'Running' });
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(1)).toEqual(['oncall: Resumed: daily (media)']);
  });

  it('over a part of an incident holds that part from those it is escalated to, too', async () => {
    await using fixture = await IncidentFixture.start([AFTER_30_MINUTES]);
    await silence(fixture, named('nightly-*'), { length: HOUR });
    fixture.set({ b1: { state: 'Pause', name: 'nightly-a' }, b2: { state: 'Pause', name: 'daily' } });
    await fixture.pass(59 * MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Paused: daily (media)',
      'lead: Escalated: Paused: daily (media)',
    ]);
    await fixture.pass(2 * MINUTE);
    expect((await fixture.mails()).slice(2).toSorted()).toEqual([
      'lead: 2 jobs paused (+1) (media)',
      'oncall: 2 jobs paused (+1) (media)',
    ]);
  });

  it('over all of an incident, which ends meanwhile, leaves nothing to notify of', async () => {
    await using fixture = await IncidentFixture.start();
    await silence(fixture, MEDIA, { length: HOUR });
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toEqual([]);
    expect(await fixture.suppressed()).toEqual({ silenced: 1 });
  });

  it('over one that was notified holds reminders, and its end reminds of what is still open', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ repeat: HOUR })]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    await silence(fixture, MEDIA, { length: 3 * HOUR });
    await fixture.pass(3 * HOUR - MINUTE);
    expect(await fixture.mails()).toHaveLength(1);
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: Still open: Paused: name of b1 (media)',
    ]);
    expect((await fixture.messages())[1]?.story?.reason).toBe('silence-ended');
    await fixture.pass(58 * MINUTE);
    expect(await fixture.mails()).toHaveLength(2);
    await fixture.pass(3 * MINUTE);
    expect(await fixture.mails()).toHaveLength(3);
  });

  it('over one that was notified and ends meanwhile: its closing is notified when the silence ends', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    await silence(fixture, MEDIA, { length: HOUR });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(49 * MINUTE);
    expect(await fixture.mails()).toHaveLength(1);
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: Resumed: name of b1 (media)',
    ]);
  });

  it('expired by hand has ended', async () => {
    await using fixture = await IncidentFixture.start();
    const id = await silence(fixture, MEDIA, { length: 24 * HOUR });
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    const now = fixture.poll.clock.now();
    await fixture.poll.store.write((trx) => expireSilence(trx, { id, by: 'alice', now }));
    await fixture.poll.evaluate();
    expect(await fixture.mails()).toEqual(['oncall: Failed: name of b1 (media)']);
  });

  it('to come holds nothing before it begins', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ repeat: HOUR })]);
    await silence(fixture, MEDIA, { from: 90 * MINUTE, length: HOUR });
    fixture.set({ b1: 'Pause' });
    await fixture.pass(80 * MINUTE);
    expect(await fixture.mails()).toHaveLength(2);
    await fixture.pass(65 * MINUTE);
    expect(await fixture.mails()).toHaveLength(2);
    await fixture.pass(10 * MINUTE);
    expect(await fixture.mails()).toHaveLength(3);
    expect((await fixture.messages())[2]?.story?.reason).toBe('silence-ended');
  });

  it('that another one overlaps ends with the last', async () => {
    await using fixture = await IncidentFixture.start();
    await silence(fixture, MEDIA, { length: HOUR });
    await silence(fixture, named('*'), { from: 50 * MINUTE, length: HOUR });
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(109 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Failed: name of b1 (media)']);
  });

  it('holds an escalation, which comes when it ends', async () => {
    await using fixture = await IncidentFixture.start([AFTER_30_MINUTES]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(10 * MINUTE);
    await silence(fixture, MEDIA, { length: HOUR });
    await fixture.pass(59 * MINUTE);
    expect(await fixture.mails()).toHaveLength(1);
    await fixture.pass(2 * MINUTE);
    expect((await fixture.mails()).slice(1).toSorted()).toEqual([
      'lead: Escalated: Paused: name of b1 (media)',
      'oncall: Still open: Paused: name of b1 (media)',
    ]);
  });

  it('that ends says nothing of what somebody has', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    await acknowledgeAll(fixture);
    await silence(fixture, MEDIA, { length: HOUR });
    await fixture.pass(2 * HOUR);
    expect(await fixture.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
  });

  it('survives a restart in its middle', async () => {
    await using fixture = await IncidentFixture.start();
    await silence(fixture, MEDIA, { length: HOUR });
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(30 * MINUTE);
    await fixture.poll.restart();
    await fixture.pass(29 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Failed: name of b1 (media)']);
  });
});
