import { describe, expect, it } from 'vitest';
import type { FirstRun } from '../../../src/core/rule/decide.ts';
import { quietUntil, WEEKDAYS } from '../../../src/core/mute/quiet-hours.ts';
import type { Rule } from '../../../src/core/rule/rule.ts';
import { DAY, HOUR, MINUTE } from '../../../src/platform/time.ts';
import { usualRule } from '../../support/incident-bench.ts';
import { incidents } from '../../support/people.ts';
import { PollBench } from '../../support/poll-bench.ts';
import { acknowledgeIncident } from '../../../src/store/incidents/incident-actions.ts';

/** A target whose first poll comes after the test has put jobs into the cloud. */
async function startScan(
  rules: readonly Rule[] = [usualRule()],
  firstRun: FirstRun = 'summary',
): Promise<PollBench> {
  return await PollBench.start({ rules, firstRun, pageSize: 100 });
}

async function pass(bench: PollBench, span: number): Promise<void> {
  const end = bench.clock.now() + span;
  while (bench.clock.now() < end) {
    await bench.clock.advance(Math.min(HOUR, end - bench.clock.now()));
    await bench.poll();
    await bench.tend();
  }
}

async function mails(bench: PollBench): Promise<string[]> {
  return (await bench.messages()).map(
    ({ receiver, kind, jobs }) => `${receiver} ${kind}: ${jobs.map(({ jobId }) => jobId).join(' ')}`,
  );
}

async function standing(bench: PollBench): Promise<string[]> {
  return (await incidents({ poll: bench } as never)).map(({ rule, state, severity, closed_reason: reason }) =>
    `${rule} ${severity} ${state} ${reason ?? ''}`.trim(),
  );
}

const WORK = { name: 'nightly', details: { tag: 'Transcode', templateId: 't1' } };

describe('what the initial scan finds', () => {
  it.each([
    ['summary', ['oncall baseline: b1 b2']],
    ['silent', []],
  ] as const)('with firstRun %s is one open incident', async (firstRun, told) => {
    await using bench = await startScan([usualRule()], firstRun);
    bench.put({ b1: ['Failed', HOUR], b2: ['Pause', HOUR], b3: ['Running', HOUR] });
    await bench.poll();
    expect(await standing(bench)).toEqual(['failures critical open']);
    expect(await mails(bench)).toEqual(told);
  });

  it('with a link to acknowledge it in the mail', async () => {
    await using bench = await startScan();
    bench.put({ b1: ['Failed', HOUR] });
    await bench.poll();
    const [incident] = await incidents({ poll: bench } as never);
    expect((await bench.messages())[0]).toMatchObject({
      incident: incident?.public_id,
      story: { acknowledgeUrl: expect.stringContaining(incident?.public_id ?? '-') as string },
    });
  });

  it('resolves when its paused jobs move on, and says so as the rule wants it', async () => {
    await using bench = await startScan();
    bench.put({ b1: ['Pause', HOUR], b2: ['Pause', HOUR] });
    await bench.poll();
    bench.move('b1', 'Running');
    bench.move('b2', 'Running');
    await pass(bench, MINUTE);
    expect(await standing(bench)).toEqual(['failures critical closed recovered']);
    expect(await mails(bench)).toEqual(['oncall baseline: b1 b2', 'oncall closing: b1 b2']);
  });

  it('resolves without a mail when the rule tells no recovery', async () => {
    await using bench = await startScan([usualRule({ tellRecovery: false })]);
    bench.put({ b1: ['Pause', HOUR] });
    await bench.poll();
    bench.move('b1', 'Running');
    await pass(bench, MINUTE);
    expect(await standing(bench)).toEqual(['failures critical closed recovered']);
    expect(await mails(bench)).toEqual(['oncall baseline: b1']);
  });

  it('resolves when a newer run succeeds, seen by the scan itself or later', async () => {
    await using bench = await startScan();
    const { cloud } = bench;
    cloud.put({ ...WORK, jobId: 'b1', state: 'Failed', createdAt: cloud.serverNow - 3 * HOUR });
    cloud.put({ ...WORK, jobId: 'b2', state: 'Success', createdAt: cloud.serverNow - 2 * HOUR });
    cloud.put({ ...WORK, jobId: 'b3', state: 'Failed', createdAt: cloud.serverNow - HOUR });
    await bench.poll();
    expect(await standing(bench)).toEqual(['failures critical open']);
    expect((await bench.messages())[0]?.jobs.map(({ jobId, ended }) => [jobId, ended?.by])).toEqual([
      ['b1', 'b2'],
      ['b3', undefined],
    ]);
    cloud.put({ ...WORK, jobId: 'b4', state: 'Success', createdAt: cloud.serverNow });
    await pass(bench, MINUTE);
    expect(await standing(bench)).toEqual(['failures critical closed superseded']);
  });

  it('ages when only failures are left', async () => {
    await using bench = await startScan([usualRule({ closeAfter: 2 * DAY })]);
    bench.put({ b1: ['Failed', HOUR] });
    await bench.poll();
    await pass(bench, DAY);
    expect(await standing(bench)).toEqual(['failures critical open']);
    await pass(bench, DAY + HOUR);
    expect(await standing(bench)).toEqual(['failures critical closed aged']);
    expect(await mails(bench)).toEqual(['oncall baseline: b1']);
  });

  it('is repeated for paused jobs alone, and escalated to nobody', async () => {
    const rule = usualRule({ repeat: 4 * HOUR, escalate: [{ after: HOUR, receivers: ['lead'] }] });
    await using bench = await startScan([rule]);
    bench.put({ b1: ['Failed', HOUR], b2: ['Pause', HOUR] });
    await bench.poll();
    await pass(bench, 5 * HOUR);
    expect(await mails(bench)).toEqual(['oncall baseline: b1 b2', 'oncall reminder: b2']);
    bench.move('b2', 'Success');
    await pass(bench, 12 * HOUR);
    expect((await mails(bench)).filter((mail) => mail.includes('reminder'))).toHaveLength(1);
  });

  it('is not repeated once somebody has acknowledged it', async () => {
    await using bench = await startScan([usualRule({ repeat: 4 * HOUR })]);
    bench.put({ b1: ['Pause', HOUR] });
    await bench.poll();
    const [incident] = await incidents({ poll: bench } as never);
    if (incident === undefined) throw new Error('no incident');
    const deed = { at: bench.clock.now(), by: 'alice', comment: '' };
    await bench.store.write((trx) => acknowledgeIncident(trx, incident, deed));
    await pass(bench, 9 * HOUR);
    expect(await mails(bench)).toEqual(['oncall baseline: b1']);
  });

  it('is one mail a receiver, whatever rules found it, and one incident a team', async () => {
    const failures = usualRule({ name: 'failures', match: { ...usualRule().match, states: ['Failed'] } });
    const pauses = usualRule({
      name: 'pauses',
      severity: 'warning',
      match: { ...usualRule().match, states: ['Pause'] },
      receivers: ['oncall', 'lead'],
    });
    await using bench = await startScan([pauses, failures]);
    bench.put({ b1: ['Failed', HOUR], b2: ['Pause', HOUR] });
    await bench.poll();
    expect((await standing(bench)).toSorted()).toEqual(['failures critical open', 'pauses warning open']);
    expect((await mails(bench)).toSorted()).toEqual(['lead baseline: b2', 'oncall baseline: b1 b2']);
  });

  it('waits for the end of quiet hours when its rule is not let through', async () => {
    await using bench = await startScan([usualRule({ severity: 'warning' })]);
    const night = { from: '22:00', to: '08:00', days: [...WEEKDAYS], letThrough: [], digestAt: '08:30' };
    bench.calendar = { ...bench.calendar, quietUntil: (_severity, now) => quietUntil(night, 'UTC', now) };
    bench.clock.setNow(Date.parse('2026-11-23T23:00Z'));
    bench.put({ b1: ['Pause', HOUR] });
    await bench.poll();
    await pass(bench, 9 * HOUR);
    expect(await mails(bench)).toEqual([]);
    await pass(bench, HOUR);
    expect(await mails(bench)).toEqual(['oncall baseline: b1']);
  });

  it('is one incident and one thread although the first read failed half-way', async () => {
    await using bench = await PollBench.start({ rules: [usualRule()], firstRun: 'summary', pageSize: 1 });
    bench.put({ b1: ['Failed', 2 * HOUR], b2: ['Failed', HOUR] });
    bench.cloud.fault = (request) => (request === 1 ? 'fail' : undefined);
    expect((await bench.poll()).outcome).toBe('failed');
    bench.cloud.fault = () => undefined;
    await pass(bench, HOUR);
    expect(await standing(bench)).toEqual(['failures critical open']);
    expect(await mails(bench)).toEqual(['oncall baseline: b1', 'oncall update: b2']);
  });

  it('has two titles where a first read that failed half-way leaves a more severe rule for the next', async () => {
    const match = usualRule().match;
    const failures = usualRule({ name: 'failures', match: { ...match, states: ['Failed'] } });
    const pauses = usualRule({ name: 'pauses', severity: 'warning', match: { ...match, states: ['Pause'] } });
    await using bench = await PollBench.start({
      rules: [failures, pauses],
      firstRun: 'summary',
      pageSize: 1,
    });
    bench.put({ b1: ['Pause', 2 * HOUR], b2: ['Failed', HOUR] });
    bench.cloud.fault = (request) => (request === 1 ? 'fail' : undefined);
    await bench.poll();
    bench.cloud.fault = () => undefined;
    await pass(bench, MINUTE);
    const titles = (await incidents({ poll: bench } as never)).map(({ title }) => title);
    expect(new Set(titles)).toEqual(new Set(['Initial scan (media)', 'Initial scan: failures (media)']));
  });

  it.each([
    ['the next poll', ['b2']],
    ['a later poll', ['b2', 'b3']],
  ])('is superseded by a success that the read shows, once it goes on at %s', async (_when, later) => {
    await using bench = await PollBench.start({ rules: [usualRule()], firstRun: 'summary', pageSize: 1 });
    const { cloud } = bench;
    const put = (jobId: string, state: string, age: number) =>
      cloud.put({ ...WORK, jobId, state, createdAt: cloud.serverNow - age });
    put('b1', 'Failed', 3 * HOUR);
    later.forEach((jobId, index) =>
      put(jobId, index === later.length - 1 ? 'Success' : 'Running', (2 - index) * HOUR),
    );
    for (let read = 1; read <= later.length; read += 1) {
      cloud.fault = (request) => (request === read ? 'fail' : undefined);
      expect((await bench.poll()).outcome).toBe('failed');
      expect(await standing(bench)).toEqual(['failures critical open']);
    }
    cloud.fault = () => undefined;
    await pass(bench, MINUTE);
    expect(await standing(bench)).toEqual(['failures critical closed superseded']);
  });

  it('leaves what happens afterwards to incidents of its own', async () => {
    await using bench = await startScan();
    bench.put({ b1: ['Failed', HOUR] });
    await bench.poll();
    bench.put({ b2: ['Failed', 0] });
    await pass(bench, MINUTE);
    expect(await standing(bench)).toHaveLength(2);
    expect(await mails(bench)).toEqual(['oncall baseline: b1', 'oncall opening: b2']);
  });

  it('is a job that moved on before the scan had ended: it is resolved', async () => {
    await using bench = await PollBench.start({ rules: [usualRule()], firstRun: 'silent', pageSize: 1 });
    bench.put({ b1: ['Pause', 2 * HOUR], b2: ['Running', HOUR] });
    bench.cloud.fault = (request) => (request === 1 ? 'fail' : undefined);
    await bench.poll();
    bench.cloud.fault = () => undefined;
    bench.move('b1', 'Running');
    await pass(bench, MINUTE);
    expect(await standing(bench)).toEqual(['failures critical closed recovered']);
  });
});
