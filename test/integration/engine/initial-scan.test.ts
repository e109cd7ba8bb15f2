import { describe, expect, it } from 'vitest';
import type { FirstRun } from '../../../src/core/rule/decide.ts';
import { quietUntil, WEEKDAYS } from '../../../src/core/mute/quiet-hours.ts';
import type { Rule } from '../../../src/core/rule/rule.ts';
import { DAY, HOUR, MINUTE } from '../../../src/platform/time.ts';
import { usualRule } from '../../support/engine/incident-fixture.ts';
import { incidents } from '../../support/engine/people.ts';
import { PollFixture } from '../../support/poll/poll-fixture.ts';
import { acknowledgeIncident } from '../../../src/actions/incident-actions.ts';

/** A target whose first poll comes after the test has put jobs into the cloud. */
async function startScan(
  rules: readonly Rule[] = [usualRule()],
  firstRun: FirstRun = 'summary',
): Promise<PollFixture> {
  return await PollFixture.start({ rules, firstRun, pageSize: 100 });
}

async function pass(fixture: PollFixture, span: number): Promise<void> {
  const end = fixture.clock.now() + span;
  while (fixture.clock.now() < end) {
    await fixture.clock.advance(Math.min(HOUR, end - fixture.clock.now()));
    await fixture.poll();
    await fixture.evaluate();
  }
}

async function mails(fixture: PollFixture): Promise<string[]> {
  return (await fixture.messages()).map(
    ({ receiver, kind, jobs }) => `${receiver} ${kind}: ${jobs.map(({ jobId }) => jobId).join(' ')}`,
  );
}

async function standing(fixture: PollFixture): Promise<string[]> {
  return (await incidents({ poll: fixture } as never)).map(
    ({ rule, state, severity, closed_reason: reason }) =>
      `${rule} ${severity} ${state} ${reason ?? ''}`.trim(),
  );
}

const WORK = { name: 'nightly', details: { tag: 'Transcode', templateId: 't1' } };

describe('what the initial scan finds', () => {
  it.each([
    ['summary', ['oncall baseline: b1 b2']],
    ['silent', []],
  ] as const)('with firstRun %s is one open incident', async (firstRun, notified) => {
    await using fixture = await startScan([usualRule()], firstRun);
    fixture.put({ b1: ['Failed', HOUR], b2: ['Pause', HOUR], b3: ['Running', HOUR] });
    await fixture.poll();
    expect(await standing(fixture)).toEqual(['failures critical open']);
    expect(await mails(fixture)).toEqual(notified);
  });

  it('with a link to acknowledge it in the mail', async () => {
    await using fixture = await startScan();
    fixture.put({ b1: ['Failed', HOUR] });
    await fixture.poll();
    const [incident] = await incidents({ poll: fixture } as never);
    expect((await fixture.messages())[0]).toMatchObject({
      incident: incident?.public_id,
      story: { acknowledgeUrl: expect.stringContaining(incident?.public_id ?? '-') as string },
    });
  });

  it('resolves when its paused jobs move on, and says so as the rule wants it', async () => {
    await using fixture = await startScan();
    fixture.put({ b1: ['Pause', HOUR], b2: ['Pause', HOUR] });
    await fixture.poll();
    fixture.move('b1', 'Running');
    fixture.move('b2', 'Running');
    await pass(fixture, MINUTE);
    expect(await standing(fixture)).toEqual(['failures critical closed recovered']);
    expect(await mails(fixture)).toEqual(['oncall baseline: b1 b2', 'oncall closing: b1 b2']);
  });

  it('resolves without a mail when the rule has tellRecovery off', async () => {
    await using fixture = await startScan([usualRule({ tellRecovery: false })]);
    fixture.put({ b1: ['Pause', HOUR] });
    await fixture.poll();
    fixture.move('b1', 'Running');
    await pass(fixture, MINUTE);
    expect(await standing(fixture)).toEqual(['failures critical closed recovered']);
    expect(await mails(fixture)).toEqual(['oncall baseline: b1']);
  });

  it('resolves when a newer run succeeds, seen by the scan itself or later', async () => {
    await using fixture = await startScan();
    const { cloud } = fixture;
    cloud.put({ ...WORK, jobId: 'b1', state: 'Failed', createdAt: cloud.serverNow - 3 * HOUR });
    cloud.put({ ...WORK, jobId: 'b2', state: 'Success', createdAt: cloud.serverNow - 2 * HOUR });
    cloud.put({ ...WORK, jobId: 'b3', state: 'Failed', createdAt: cloud.serverNow - HOUR });
    await fixture.poll();
    expect(await standing(fixture)).toEqual(['failures critical open']);
    expect((await fixture.messages())[0]?.jobs.map(({ jobId, ended }) => [jobId, ended?.by])).toEqual([
      ['b1', 'b2'],
      ['b3', undefined],
    ]);
    cloud.put({ ...WORK, jobId: 'b4', state: 'Success', createdAt: cloud.serverNow });
    await pass(fixture, MINUTE);
    expect(await standing(fixture)).toEqual(['failures critical closed superseded']);
  });

  it('ages when only failures are left', async () => {
    await using fixture = await startScan([usualRule({ closeAfter: 2 * DAY })]);
    fixture.put({ b1: ['Failed', HOUR] });
    await fixture.poll();
    await pass(fixture, DAY);
    expect(await standing(fixture)).toEqual(['failures critical open']);
    await pass(fixture, DAY + HOUR);
    expect(await standing(fixture)).toEqual(['failures critical closed aged']);
    expect(await mails(fixture)).toEqual(['oncall baseline: b1']);
  });

  it('is repeated for paused jobs alone, and escalated to nobody', async () => {
    const rule = usualRule({ repeat: 4 * HOUR, escalate: [{ after: HOUR, receivers: ['lead'] }] });
    await using fixture = await startScan([rule]);
    fixture.put({ b1: ['Failed', HOUR], b2: ['Pause', HOUR] });
    await fixture.poll();
    await pass(fixture, 5 * HOUR);
    expect(await mails(fixture)).toEqual(['oncall baseline: b1 b2', 'oncall reminder: b2']);
    fixture.move('b2', 'Success');
    await pass(fixture, 12 * HOUR);
    expect((await mails(fixture)).filter((mail) => mail.includes('reminder'))).toHaveLength(1);
  });

  it('is not repeated once somebody has acknowledged it', async () => {
    await using fixture = await startScan([usualRule({ repeat: 4 * HOUR })]);
    fixture.put({ b1: ['Pause', HOUR] });
    await fixture.poll();
    const [incident] = await incidents({ poll: fixture } as never);
    if (incident === undefined) throw new Error('no incident');
    const action = { at: fixture.clock.now(), by: 'alice', comment: '' };
    await fixture.store.write((trx) => acknowledgeIncident(trx, incident.public_id, action));
    await pass(fixture, 9 * HOUR);
    expect(await mails(fixture)).toEqual(['oncall baseline: b1']);
  });

  it('is one mail a receiver, whatever rules found it, and one incident a team', async () => {
    const failures = usualRule({ name: 'failures', match: { ...usualRule().match, states: ['Failed'] } });
    const pauses = usualRule({
      name: 'pauses',
      severity: 'warning',
      match: { ...usualRule().match, states: ['Pause'] },
      receivers: ['oncall', 'lead'],
    });
    await using fixture = await startScan([pauses, failures]);
    fixture.put({ b1: ['Failed', HOUR], b2: ['Pause', HOUR] });
    await fixture.poll();
    expect((await standing(fixture)).toSorted()).toEqual(['failures critical open', 'pauses warning open']);
    expect((await mails(fixture)).toSorted()).toEqual(['lead baseline: b2', 'oncall baseline: b1 b2']);
  });

  it('waits for the end of quiet hours when its rule is not let through', async () => {
    await using fixture = await startScan([usualRule({ severity: 'warning' })]);
    const night = { from: '22:00', to: '08:00', days: [...WEEKDAYS], letThrough: [], digestAt: '08:30' };
    fixture.calendar = { ...fixture.calendar, quietUntil: (_severity, now) => quietUntil(night, 'UTC', now) };
    fixture.clock.setNow(Date.parse('2026-11-23T23:00Z'));
    fixture.put({ b1: ['Pause', HOUR] });
    await fixture.poll();
    await pass(fixture, 9 * HOUR);
    expect(await mails(fixture)).toEqual([]);
    await pass(fixture, HOUR);
    expect(await mails(fixture)).toEqual(['oncall baseline: b1']);
  });

  it('is one incident and one thread although the first read failed half-way', async () => {
    await using fixture = await PollFixture.start({ rules: [usualRule()], firstRun: 'summary', pageSize: 1 });
    fixture.put({ b1: ['Failed', 2 * HOUR], b2: ['Failed', HOUR] });
    fixture.cloud.fault = (request) => (request === 1 ? 'fail' : undefined);
    expect((await fixture.poll()).outcome).toBe('failed');
    fixture.cloud.fault = () => undefined;
    await pass(fixture, HOUR);
    expect(await standing(fixture)).toEqual(['failures critical open']);
    expect(await mails(fixture)).toEqual(['oncall baseline: b1', 'oncall update: b2']);
  });

  it('has two titles where a first read that failed half-way leaves a more severe rule for the next', async () => {
    const match = usualRule().match;
    const failures = usualRule({ name: 'failures', match: { ...match, states: ['Failed'] } });
    const pauses = usualRule({ name: 'pauses', severity: 'warning', match: { ...match, states: ['Pause'] } });
    await using fixture = await PollFixture.start({
      rules: [failures, pauses],
      firstRun: 'summary',
      pageSize: 1,
    });
    fixture.put({ b1: ['Pause', 2 * HOUR], b2: ['Failed', HOUR] });
    fixture.cloud.fault = (request) => (request === 1 ? 'fail' : undefined);
    await fixture.poll();
    fixture.cloud.fault = () => undefined;
    await pass(fixture, MINUTE);
    const titles = (await incidents({ poll: fixture } as never)).map(({ title }) => title);
    expect(new Set(titles)).toEqual(new Set(['Initial scan (media)', 'Initial scan: failures (media)']));
  });

  it.each([
    ['the next poll', ['b2']],
    ['a later poll', ['b2', 'b3']],
  ])('is superseded by a success that the read shows, once it goes on at %s', async (_when, later) => {
    await using fixture = await PollFixture.start({ rules: [usualRule()], firstRun: 'summary', pageSize: 1 });
    const { cloud } = fixture;
    const put = (jobId: string, state: string, age: number) =>
      cloud.put({ ...WORK, jobId, state, createdAt: cloud.serverNow - age });
    put('b1', 'Failed', 3 * HOUR);
    later.forEach((jobId, index) =>
      put(jobId, index === later.length - 1 ? 'Success' : 'Running', (2 - index) * HOUR),
    );
    for (let read = 1; read <= later.length; read += 1) {
      cloud.fault = (request) => (request === read ? 'fail' : undefined);
      expect((await fixture.poll()).outcome).toBe('failed');
      expect(await standing(fixture)).toEqual(['failures critical open']);
    }
    cloud.fault = () => undefined;
    await pass(fixture, MINUTE);
    expect(await standing(fixture)).toEqual(['failures critical closed superseded']);
  });

  it('leaves what happens afterwards to incidents of its own', async () => {
    await using fixture = await startScan();
    fixture.put({ b1: ['Failed', HOUR] });
    await fixture.poll();
    fixture.put({ b2: ['Failed', 0] });
    await pass(fixture, MINUTE);
    expect(await standing(fixture)).toHaveLength(2);
    expect(await mails(fixture)).toEqual(['oncall baseline: b1', 'oncall opening: b2']);
  });

  it('is a job that moved on before the scan had ended: it is resolved', async () => {
    await using fixture = await PollFixture.start({ rules: [usualRule()], firstRun: 'silent', pageSize: 1 });
    fixture.put({ b1: ['Pause', 2 * HOUR], b2: ['Running', HOUR] });
    fixture.cloud.fault = (request) => (request === 1 ? 'fail' : undefined);
    await fixture.poll();
    fixture.cloud.fault = () => undefined;
    fixture.move('b1', 'Running');
    await pass(fixture, MINUTE);
    expect(await standing(fixture)).toEqual(['failures critical closed recovered']);
  });
});
