import { describe, expect, it } from 'vitest';
import { USUAL_POLICY } from '../../../../src/engine/context/policies.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';
import { nightly, occurrences, pass, run, startAt } from '../../../support/engine/expectation-fixture.ts';

describe('what must happen', () => {
  it('and does, is not notified', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z');
    await pass(fixture, 5 * MINUTE);
    fixture.set({ b1: run('Running') });
    await pass(fixture, 2 * HOUR);
    fixture.set({ b1: run('Success') });
    await pass(fixture, 2 * HOUR);
    expect(await fixture.mails()).toEqual([]);
  });

  it('and does not, is notified, and notified as over when it comes late; then its success is awaited', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z');
    await pass(fixture, 20 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await pass(fixture, 5 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: nightly did not come (media)']);
    expect((await fixture.messages())[0]?.story?.condition?.lines[0]).toBe(
      'A job named nightly-* was expected at 2026-01-01 08:00:00. None was created by 2026-01-01 08:15:00.',
    );
    fixture.set({ b1: run('Submitted') });
    await pass(fixture, 5 * MINUTE);
    expect((await fixture.mails()).slice(1)).toEqual(['oncall: Resolved: nightly did not come (media)']);
    expect((await fixture.messages())[1]?.story?.condition?.lines[0]).toMatch(
      /^It arrived late: b1, created/,
    );
    await pass(fixture, 3 * HOUR);
    expect((await fixture.mails()).slice(2)).toEqual(['oncall: nightly did not succeed (media)']);
    fixture.set({ b1: run('Success') });
    await pass(fixture, 5 * MINUTE);
    expect((await fixture.mails()).slice(3)).toEqual(['oncall: Resolved: nightly did not succeed (media)']);
    await pass(fixture, 2 * HOUR);
    expect(await fixture.mails()).toHaveLength(4);
  });

  it('says which job came and did not succeed', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z');
    await pass(fixture, 10 * MINUTE);
    fixture.set({ b1: run('Failed'), other: { state: 'Success', name: 'weekly' } });
    await pass(fixture, 4 * HOUR);
    const [message] = await fixture.messages();
    expect(message?.story?.condition?.lines[0]).toContain('It is not done: b1 Failed.');
  });

  it('is not missed while nobody could see it, nor notified then when it came in time', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z');
    fixture.poll.cloud.fault = () => 'fail';
    await pass(fixture, 20 * MINUTE);
    fixture.set({ b1: run('Success') });
    await pass(fixture, 2 * HOUR);
    expect(await fixture.mails()).toEqual([]);
    fixture.poll.cloud.fault = () => undefined;
    await pass(fixture, 10 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
  });

  it('and came too late while nobody could see it, is notified by one mail', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z');
    fixture.poll.cloud.fault = () => 'fail';
    await pass(fixture, HOUR);
    fixture.set({ b1: run('Success') });
    await pass(fixture, 10 * MINUTE);
    fixture.poll.cloud.fault = () => undefined;
    await pass(fixture, 10 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: Resolved: nightly did not come (media)']);
  });

  it('counts from when it became known: nothing of the past is missing', async () => {
    await using fixture = await startAt('2026-01-01T08:05:00Z');
    await pass(fixture, 2 * HOUR);
    expect(await fixture.mails()).toEqual([]);
  });

  it('is awaited over a restart, and a time without the program', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z');
    await fixture.poll.restart();
    await fixture.poll.clock.advance(HOUR);
    await pass(fixture, 5 * MINUTE);
    await fixture.poll.restart();
    await pass(fixture, HOUR);
    expect(await fixture.mails()).toEqual(['oncall: nightly did not come (media)']);
  });

  it('is awaited after a long time without the program, however often it was due meanwhile', async () => {
    const everyMinute = nightly({ cron: '* * * * *', receivers: [] });
    await using fixture = await startAt('2026-01-01T00:00:00Z', everyMinute);
    await fixture.poll.clock.advance(DAY);
    await fixture.pass(2 * MINUTE);
    const times = await occurrences(fixture);
    expect(times.length).toBeGreaterThan(24 * 60);
    expect(times.at(-1)).toBe('00:02 awaited');
  });

  it('is awaited no more, and closed, when it leaves the configuration; and begins again when it changes', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z');
    await pass(fixture, 30 * MINUTE);
    fixture.poll.monitors.expectations = [];
    await pass(fixture, 10 * MINUTE);
    expect((await fixture.mails()).slice(1)).toEqual([
      'oncall: Resolved manually: nightly did not come (media)',
    ]);
    fixture.poll.monitors.expectations = [nightly({ cron: '20 8 * * *' })];
    await pass(fixture, 3 * HOUR);
    expect(await fixture.mails()).toHaveLength(2);
  });

  it('is given up silently after closeAfter', async () => {
    await using fixture = await startAt(
      '2026-01-01T07:50:00Z',
      nightly({ closeAfter: HOUR, cron: '0 8 1 1 *' }),
    );
    fixture.poll.conditions.set('nightly', { ...USUAL_POLICY, repeat: 'never' });
    await pass(fixture, 6 * HOUR);
    expect(await fixture.mails()).toEqual(['oncall: nightly did not come (media)']);
    const [incident] = await fixture.poll.store.read((db) => db.selectFrom('incident').selectAll().execute());
    expect(incident).toMatchObject({ state: 'closed', closed_reason: 'aged' });
  });
});

describe('where clocks are changed, in Berlin', () => {
  const berlin = nightly({ zone: 'Europe/Berlin', cron: '30 2 * * *' });

  it('a time that is leapt over is due when the clock has leapt', async () => {
    await using fixture = await startAt('2026-03-29T00:30:00Z', berlin);
    await pass(fixture, 40 * MINUTE);
    expect(await fixture.mails()).toEqual([]);
    await pass(fixture, 5 * MINUTE);
    const [message] = await fixture.messages();
    expect(message?.story?.condition?.lines[0]).toContain('at 2026-03-29 01:00:00');
    await pass(fixture, HOUR);
    expect(await fixture.mails()).toHaveLength(1);
  });

  it('a time that is shown twice is due once, at the first', async () => {
    await using fixture = await startAt('2026-10-25T00:20:00Z', berlin);
    await pass(fixture, 30 * MINUTE);
    expect(await fixture.mails()).toEqual(['oncall: nightly did not come (media)']);
    await pass(fixture, 90 * MINUTE);
    expect(await fixture.mails()).toHaveLength(1);
  });
});
