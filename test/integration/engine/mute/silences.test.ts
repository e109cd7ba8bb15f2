import { describe, expect, it } from 'vitest';
import type { SilenceMatcher } from '../../../../src/core/mute/silence.ts';
import { expireSilence } from '../../../../src/store/incidents/silences.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../../support/incident-bench.ts';
import { acknowledgeAll, held, silence } from '../../../support/people.ts';

const AFTER_30_MINUTES = usualRule({ escalate: [{ after: 30 * MINUTE, receivers: ['lead'] }] });

const MEDIA: readonly SilenceMatcher[] = [{ key: 'target', glob: 'media' }];
const named = (glob: string): readonly SilenceMatcher[] => [{ key: 'name', glob }];

describe('a silence', () => {
  it('covers what it matches and nothing else; what is still open at its end is told then', async () => {
    await using bench = await IncidentBench.start();
    await silence(bench, named('nightly-*'), { length: HOUR });
    bench.set({
      b1: { state: 'Failed', name: 'nightly-a', code: 'AccessDenied' },
      b2: { state: 'Failed', name: 'daily', code: 'InternalError' },
    });
    await bench.pass(59 * MINUTE);
    expect(await bench.mails()).toEqual(['oncall: Failed: daily (media)']);
    expect(await held(bench)).toEqual({ silenced: 1 });
    await bench.pass(2 * MINUTE);
    expect(await bench.mails()).toEqual([
      'oncall: Failed: daily (media)',
      'oncall: Failed: nightly-a (media)',
    ]);
    const [, late] = await bench.messages();
    expect(late).toMatchObject({ kind: 'opening', story: { reason: 'silence-ended' } });
    expect(await held(bench)).toEqual({});
  });

  it('longer than `closeAfter` ends before what it covers ages away', async () => {
    await using bench = await IncidentBench.start([usualRule({ closeAfter: HOUR })]);
    await silence(bench, MEDIA, { length: 3 * HOUR });
    bench.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(179 * MINUTE);
    expect(await bench.mails()).toEqual([]);
    await bench.pass(2 * MINUTE);
    expect(await bench.poll.told()).toEqual(['b1 Failed']);
  });

  it('over a part of an incident leaves the rest to be told, and the part to be told later', async () => {
    await using bench = await IncidentBench.start();
    await silence(bench, named('nightly-*'), { length: HOUR });
    const code = 'AccessDenied';
    bench.set({
      b1: { state: 'Failed', name: 'nightly-a', code },
      b2: { state: 'Failed', name: 'daily', code },
    });
    await bench.pass(59 * MINUTE);
    expect(await bench.mails()).toEqual(['oncall: Failed: daily (media)']);
    expect((await bench.messages())[0]?.jobs.map(({ jobId }) => jobId)).toEqual(['b2']);
    await bench.pass(2 * MINUTE);
    expect((await bench.mails()).slice(1)).toEqual(['oncall: 2 jobs failed (+1): AccessDenied (media)']);
    expect((await bench.messages())[1]?.jobs.map(({ jobId }) => jobId)).toEqual(['b1']);
  });

  it('over a part of an incident, which ends meanwhile, leaves nothing to tell of it', async () => {
    await using bench = await IncidentBench.start();
    await silence(bench, named('nightly-*'), { length: HOUR });
    bench.set({ b1: { state: 'Pause', name: 'nightly-a' }, b2: { state: 'Pause', name: 'daily' } });
    await bench.pass(10 * MINUTE);
    bench.set({ b1: 'Running' });
    await bench.pass(HOUR);
    expect(await bench.mails()).toEqual(['oncall: Paused: daily (media)']);
    expect(await bench.suppressed()).toEqual({ silenced: 1 });
    bench.set({ b2: 'Running' });
    await bench.pass(MINUTE);
    expect((await bench.mails()).slice(1)).toEqual(['oncall: Resumed: daily (media)']);
  });

  it('over a part of an incident holds that part from those it is escalated to, too', async () => {
    await using bench = await IncidentBench.start([AFTER_30_MINUTES]);
    await silence(bench, named('nightly-*'), { length: HOUR });
    bench.set({ b1: { state: 'Pause', name: 'nightly-a' }, b2: { state: 'Pause', name: 'daily' } });
    await bench.pass(59 * MINUTE);
    expect(await bench.mails()).toEqual([
      'oncall: Paused: daily (media)',
      'lead: Escalated: Paused: daily (media)',
    ]);
    await bench.pass(2 * MINUTE);
    expect((await bench.mails()).slice(2).toSorted()).toEqual([
      'lead: 2 jobs paused (+1) (media)',
      'oncall: 2 jobs paused (+1) (media)',
    ]);
  });

  it('over all of an incident, which ends meanwhile, leaves nothing to tell', async () => {
    await using bench = await IncidentBench.start();
    await silence(bench, MEDIA, { length: HOUR });
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    bench.set({ b1: 'Running' });
    await bench.pass(HOUR);
    expect(await bench.mails()).toEqual([]);
    expect(await bench.suppressed()).toEqual({ silenced: 1 });
  });

  it('over one that was told holds reminders, and its end reminds of what is still open', async () => {
    await using bench = await IncidentBench.start([usualRule({ repeat: HOUR })]);
    bench.set({ b1: 'Pause' });
    await bench.pass(MINUTE);
    await silence(bench, MEDIA, { length: 3 * HOUR });
    await bench.pass(3 * HOUR - MINUTE);
    expect(await bench.mails()).toHaveLength(1);
    await bench.pass(2 * MINUTE);
    expect(await bench.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: Still open: Paused: name of b1 (media)',
    ]);
    expect((await bench.messages())[1]?.story?.reason).toBe('silence-ended');
    await bench.pass(58 * MINUTE);
    expect(await bench.mails()).toHaveLength(2);
    await bench.pass(3 * MINUTE);
    expect(await bench.mails()).toHaveLength(3);
  });

  it('over one that was told and ends meanwhile: its closing is told when the silence ends', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: 'Pause' });
    await bench.pass(MINUTE);
    await silence(bench, MEDIA, { length: HOUR });
    await bench.pass(10 * MINUTE);
    bench.set({ b1: 'Running' });
    await bench.pass(49 * MINUTE);
    expect(await bench.mails()).toHaveLength(1);
    await bench.pass(2 * MINUTE);
    expect(await bench.mails()).toEqual([
      'oncall: Paused: name of b1 (media)',
      'oncall: Resumed: name of b1 (media)',
    ]);
  });

  it('expired by hand has ended', async () => {
    await using bench = await IncidentBench.start();
    const id = await silence(bench, MEDIA, { length: 24 * HOUR });
    bench.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(10 * MINUTE);
    expect(await bench.mails()).toEqual([]);
    const now = bench.poll.clock.now();
    await bench.poll.store.write((trx) => expireSilence(trx, { id, by: 'alice', now }));
    await bench.poll.tend();
    expect(await bench.mails()).toEqual(['oncall: Failed: name of b1 (media)']);
  });

  it('to come holds nothing before it begins', async () => {
    await using bench = await IncidentBench.start([usualRule({ repeat: HOUR })]);
    await silence(bench, MEDIA, { from: 90 * MINUTE, length: HOUR });
    bench.set({ b1: 'Pause' });
    await bench.pass(80 * MINUTE);
    expect(await bench.mails()).toHaveLength(2);
    await bench.pass(65 * MINUTE);
    expect(await bench.mails()).toHaveLength(2);
    await bench.pass(10 * MINUTE);
    expect(await bench.mails()).toHaveLength(3);
    expect((await bench.messages())[2]?.story?.reason).toBe('silence-ended');
  });

  it('that another one overlaps ends with the last', async () => {
    await using bench = await IncidentBench.start();
    await silence(bench, MEDIA, { length: HOUR });
    await silence(bench, named('*'), { from: 50 * MINUTE, length: HOUR });
    bench.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(109 * MINUTE);
    expect(await bench.mails()).toEqual([]);
    await bench.pass(2 * MINUTE);
    expect(await bench.mails()).toEqual(['oncall: Failed: name of b1 (media)']);
  });

  it('holds an escalation, which comes when it ends', async () => {
    await using bench = await IncidentBench.start([AFTER_30_MINUTES]);
    bench.set({ b1: 'Pause' });
    await bench.pass(10 * MINUTE);
    await silence(bench, MEDIA, { length: HOUR });
    await bench.pass(59 * MINUTE);
    expect(await bench.mails()).toHaveLength(1);
    await bench.pass(2 * MINUTE);
    expect((await bench.mails()).slice(1).toSorted()).toEqual([
      'lead: Escalated: Paused: name of b1 (media)',
      'oncall: Still open: Paused: name of b1 (media)',
    ]);
  });

  it('that ends says nothing of what somebody has', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: 'Pause' });
    await bench.pass(MINUTE);
    await acknowledgeAll(bench);
    await silence(bench, MEDIA, { length: HOUR });
    await bench.pass(2 * HOUR);
    expect(await bench.mails()).toEqual(['oncall: Paused: name of b1 (media)']);
  });

  it('survives a restart in its middle', async () => {
    await using bench = await IncidentBench.start();
    await silence(bench, MEDIA, { length: HOUR });
    bench.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await bench.pass(30 * MINUTE);
    await bench.poll.restart();
    await bench.pass(29 * MINUTE);
    expect(await bench.mails()).toEqual([]);
    await bench.pass(2 * MINUTE);
    expect(await bench.mails()).toEqual(['oncall: Failed: name of b1 (media)']);
  });
});
