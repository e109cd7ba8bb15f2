import { describe, expect, it } from 'vitest';
import { prune } from '../../../src/store/history/retention.ts';
import { DAY, HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentFixture, usualRule } from '../../support/engine/incident-fixture.ts';

/** Forgets all that may be forgotten; jobs that were created this long before the last read may not. */
async function pruneAll({ poll }: IncidentFixture, windowReach = HOUR): Promise<void> {
  const settledBefore = poll.clock.now() + 1;
  const { signal } = new AbortController();
  await prune(poll.store, { settledBefore, windowReach, targets: ['media'], signal });
}

async function jobsKept({ poll }: IncidentFixture): Promise<string[]> {
  return [...(await poll.snapshot()).keys()];
}

describe('after the newest was pruned', () => {
  it('what comes next is notified: it is not taken for what was known', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Failed' });
    await fixture.pass(MINUTE);
    await fixture.poll.clock.advance(2 * DAY);
    await fixture.pass(MINUTE);
    await pruneAll(fixture);
    expect(await jobsKept(fixture)).toEqual([]);
    // The job is forgotten. The message stays, because its incident is open.
    expect(await fixture.poll.notified()).toEqual(['b1 Failed']);
    fixture.set({ b2: 'Failed' });
    await fixture.pass(10 * MINUTE);
    expect(await fixture.poll.notified()).toEqual(['b1 Failed', 'b2 Failed']);
  });

  it('a new incident lists nothing of the one before it', async () => {
    await using fixture = await IncidentFixture.start([usualRule({ closeAfter: HOUR })]);
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(2 * HOUR);
    await pruneAll(fixture, DAY);
    expect(await jobsKept(fixture)).toEqual(['b1']);
    fixture.poll.isMailDown = true;
    fixture.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    fixture.set({ b3: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    const jobs = (await fixture.messages()).map((message) => message.jobs.map(({ jobId }) => jobId));
    expect(jobs).toEqual([['b2', 'b3']]);
  });
});

describe('while a message waits', () => {
  it('its jobs are kept: a rewritten message still lists them', async () => {
    await using fixture = await IncidentFixture.start();
    fixture.poll.isMailDown = true;
    fixture.set({ b1: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(MINUTE);
    await fixture.poll.clock.advance(2 * DAY);
    await fixture.pass(MINUTE);
    await pruneAll(fixture);
    fixture.set({ b2: { state: 'Failed', code: 'AccessDenied' } });
    await fixture.pass(10 * MINUTE);
    expect(await fixture.poll.notified()).toEqual(['b1 Failed', 'b2 Failed']);
    fixture.poll.isMailDown = false;
    await fixture.pass(MINUTE);
    await fixture.poll.clock.advance(2 * DAY);
    await fixture.pass(MINUTE);
    await pruneAll(fixture);
    expect(await jobsKept(fixture)).toEqual([]);
  });
});
