import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, type Duration } from '../../../../src/platform/time.ts';
import { nightly, occurrences, pass, run, startAt } from '../../../support/engine/expectation-fixture.ts';
import type { IncidentFixture } from '../../../support/engine/incident-fixture.ts';

/** Lets time pass in short steps; at the minutes that `isRun` picks, a run comes and succeeds at once. */
async function passWithRuns(
  fixture: IncidentFixture,
  span: Duration,
  isRun: (minute: number) => boolean,
): Promise<void> {
  const { poll } = fixture;
  for (let passed = 0; passed < span; passed += 30 * SECOND) {
    const now = new Date(poll.clock.now());
    if (now.getUTCSeconds() < 30 && isRun(now.getUTCMinutes()))
      fixture.set({ [`b${now.toISOString()}`]: run('Success') });
    await poll.clock.advance(29 * SECOND);
    await poll.evaluate();
    await poll.clock.advance(SECOND);
    await poll.poll();
  }
}

const EVERY_5 = nightly({
  cron: '*/5 * * * *',
  createdWithin: 2 * MINUTE,
  successWithin: 4 * MINUTE,
  closeAfter: DAY,
});

describe('a schedule whose runs come close together', () => {
  it('is met by one job for each time', async () => {
    await using fixture = await startAt('2026-01-01T08:01:00Z', EVERY_5);
    await passWithRuns(fixture, 20 * MINUTE, (minute) => minute % 5 === 0);
    expect(await occurrences(fixture)).toEqual(['08:05 met', '08:10 met', '08:15 met', '08:20 met']);
    expect(await fixture.mails()).toEqual([]);
  });

  it('misses each second run where that does not come; the next one ends what was notified', async () => {
    await using fixture = await startAt('2026-01-01T08:01:00Z', EVERY_5);
    await passWithRuns(fixture, 20 * MINUTE, (minute) => minute % 10 === 5);
    expect(await occurrences(fixture)).toEqual([
      '08:05 met',
      '08:10 superseded',
      '08:15 met',
      '08:20 awaited',
    ]);
    expect(await fixture.mails()).toEqual([
      'oncall: nightly did not come (media)',
      'oncall: Superseded: nightly did not come (media)',
    ]);
    expect((await fixture.messages())[1]?.story?.condition?.lines[0]).toMatch(
      /^It never succeeded; the run of 2026-01-01 08:15:00 did: b/,
    );
  });

  it('may be met a little early, and not by the run of the time before', async () => {
    await using fixture = await startAt('2026-01-01T08:01:00Z', EVERY_5);
    await passWithRuns(fixture, 12 * MINUTE, (minute) => minute === 4 || minute === 8);
    expect(await occurrences(fixture)).toEqual(['08:05 met', '08:10 met']);
  });

  it('takes two runs for one time when the first failed', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z', nightly({ cron: '0 * * * *' }));
    await pass(fixture, 10 * MINUTE);
    fixture.set({ b1: run('Failed') });
    await pass(fixture, 20 * MINUTE);
    fixture.set({ b2: run('Success') });
    await pass(fixture, 35 * MINUTE);
    fixture.set({ b3: run('Success') });
    await pass(fixture, 10 * MINUTE);
    expect(await occurrences(fixture)).toEqual(['08:00 met', '09:00 met']);
    expect(await fixture.mails()).toEqual([]);
  });
});

describe('a job that may come later than the next one is due', () => {
  const patient = nightly({ cron: '0 * * * *', createdWithin: 90 * MINUTE, successWithin: 3 * HOUR });

  it('is taken for the earliest time for which it is in time', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z', patient);
    for (const jobId of ['b1', 'b2', 'b3']) {
      // 09:15, 10:15, 11:15
      await pass(fixture, jobId === 'b1' ? 85 * MINUTE : HOUR);
      fixture.set({ [jobId]: run('Success') });
    }
    await pass(fixture, 10 * MINUTE);
    expect(await occurrences(fixture)).toEqual(['08:00 met', '09:00 met', '10:00 met', '11:00 awaited']);
    expect(await fixture.mails()).toEqual([]);
  });

  it('is missing when fewer come than are due', async () => {
    await using fixture = await startAt('2026-01-01T07:50:00Z', patient);
    await pass(fixture, 85 * MINUTE);
    fixture.set({ b1: run('Success') });
    await pass(fixture, 80 * MINUTE);
    expect(await occurrences(fixture)).toEqual(['08:00 met', '09:00 missing', '10:00 awaited']);
    expect(await fixture.mails()).toEqual(['oncall: nightly did not come (media)']);
  });
});

describe('where clocks are changed, in Berlin, a job of every half hour is taken once', () => {
  it.each([
    ['skips an hour', '2026-03-29T00:20:00Z', ['00:30', '01:00', '01:30']],
    ['shows an hour twice', '2026-10-25T00:20:00Z', ['00:30', '01:00', '01:30']],
  ])('also when the clock %s', async (_name, at, dues) => {
    const half = nightly({ zone: 'Europe/Berlin', cron: '0,30 * * * *', createdWithin: 10 * MINUTE });
    await using fixture = await startAt(at, half);
    // The one of 01:00, when both clocks are changed, does not come.
    await passWithRuns(fixture, 90 * MINUTE, (minute) => minute === 30);
    expect(await occurrences(fixture)).toEqual([`${dues[0]} met`, `${dues[1]} superseded`, `${dues[2]} met`]);
    expect(await fixture.mails()).toEqual([
      'oncall: nightly did not come (media)',
      'oncall: Superseded: nightly did not come (media)',
    ]);
  });
});
