import { describe, expect, it } from 'vitest';
import type { Rule, OverdueLimits } from '../../../../src/core/rule/rule.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../../support/engine/incident-fixture.ts';
import { PollFixture } from '../../../support/poll/poll-fixture.ts';

const stuck = (tooLong: OverdueLimits, changes: Partial<Rule> = {}) =>
  usualRule({ name: 'stuck', severity: 'warning', tooLong, ...changes });
const USUAL = { usual: 3, atLeast: 15 * MINUTE };

/** Runs of a name that succeeded, each of them as long as its place tells, in minutes. */
function haveRun(fixture: IncidentFixture, minutes: readonly number[]): void {
  const { serverNow } = fixture.poll.cloud;
  for (const [index, length] of minutes.entries()) {
    const startedAt = serverNow - 10 * HOUR;
    const endedAt = startedAt + length * MINUTE;
    fixture.set({
      [`old${index}`]: { state: 'Success', name: 'nightly', startedAt, endedAt },
    });
  }
}

function start(fixture: IncidentFixture, jobId = 'b1', name = 'nightly'): void {
  fixture.set({ [jobId]: { state: 'Running', name, startedAt: fixture.poll.cloud.serverNow } });
}

describe('a job that stays where it is', () => {
  it('is notified once, reminded of every 4 h, and notified as over when it moves on', async () => {
    await using fixture = await IncidentFixture.start([stuck({ Running: HOUR })]);
    start(fixture);
    await fixture.pass(59 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Too long: Running: nightly (media)']);
    await fixture.pass(4 * HOUR);
    expect((await fixture.mails()).slice(1)).toEqual(['oncall: Still open: Running: nightly (media)']);
    fixture.set({ b1: { state: 'Success', name: 'nightly' } });
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual(['oncall: Resolved: nightly (media)']);
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toHaveLength(3);
  });

  it('counts by its own times, also when the very first read finds it', async () => {
    await using fixture = await PollFixture.start({ rules: [stuck({ Submitted: 30 * MINUTE })] });
    fixture.put({ b1: ['Submitted', 31 * MINUTE], b2: ['Submitted', 29 * MINUTE] });
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Submitted']);
  });

  it('is notified once by each of two rules with limits of their own, and once where they agree', async () => {
    const first = stuck({ Pause: HOUR }, { continue: true });
    const longer = stuck({ Pause: 2 * HOUR }, { name: 'longer', receivers: ['oncall', 'lead'] });
    const never = stuck({ Pause: MINUTE }, { name: 'never asked' });
    await using fixture = await IncidentFixture.start([first, longer, never]);
    fixture.set({ b1: 'Pause' });
    await fixture.pass(3 * HOUR);
    expect(await fixture.mails()).toEqual([
      'oncall: Too long: Paused: name of b1 (media)',
      'oncall: Too long: Paused: name of b1 (media)',
      'lead: Too long: Paused: name of b1 (media)',
    ]);
    const same = { ...longer, tooLong: { Pause: HOUR } };
    await using other = await IncidentFixture.start([first, same]);
    other.set({ b1: 'Pause' });
    await other.pass(2 * HOUR);
    expect(await other.suppressed()).toEqual({ 'already-told-by-earlier-rule': 1, 'no-rule-matched': 1 });
    expect(await other.mails()).toHaveLength(2);
  });

  it('is notified of no more often when the program restarts in between', async () => {
    await using fixture = await IncidentFixture.start([stuck({ Running: HOUR })]);
    start(fixture);
    await fixture.pass(30 * MINUTE);
    await fixture.poll.restart();
    await fixture.pass(31 * MINUTE);
    await fixture.poll.restart();
    await fixture.pass(HOUR);
    expect(await fixture.mails()).toHaveLength(1);
  });

  it('is not judged while nobody knows whether it moved', async () => {
    await using fixture = await IncidentFixture.start([stuck({ Running: HOUR })]);
    start(fixture);
    await fixture.pass(MINUTE);
    fixture.poll.cloud.fault = () => 'fail';
    await fixture.pass(2 * HOUR);
    expect(await fixture.mails()).toEqual([]);
    fixture.poll.cloud.fault = () => undefined;
    fixture.set({ b1: { state: 'Success', name: 'nightly' } });
    await fixture.pass(MINUTE);
    expect(await fixture.mails()).toEqual([]);
  });

  it('counts again in its next state', async () => {
    await using fixture = await IncidentFixture.start([stuck({ Submitted: HOUR, Running: HOUR })]);
    fixture.set({ b1: 'Submitted' });
    await fixture.pass(50 * MINUTE);
    start(fixture);
    await fixture.pass(50 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
  });

  it('joins the others of its name', async () => {
    await using fixture = await IncidentFixture.start([stuck({ Running: HOUR })]);
    start(fixture, 'b1');
    start(fixture, 'b2');
    start(fixture, 'c1', 'other');
    await fixture.pass(61 * MINUTE);
    expect(await fixture.mails()).toEqual([
      'oncall: Too long: 2 jobs running: nightly (media)',
      'oncall: Too long: Running: other (media)',
    ]);
  });
});

describe('what is usual is learned', () => {
  it.each([
    ['no past run', [], 15],
    ['one past run', [10], 30],
    ['one short past run', [2], 15],
    // The longest of twenty is passed over: 19 of them, 95 of 100, took no longer than 19 minutes.
    ['20 past runs', Array.from({ length: 20 }, (_, index) => index + 1), 57],
  ])('from %s', async (_name, minutes, limit) => {
    await using fixture = await IncidentFixture.start([stuck({ Running: USUAL })]);
    haveRun(fixture, minutes);
    await fixture.pass(MINUTE);
    start(fixture);
    await fixture.pass(limit * MINUTE - MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await fixture.pass(2 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Too long: Running: nightly (media)']);
  });
});
