import { describe, expect, it } from 'vitest';
import { toApiTime } from '../../../src/core/job/api-time.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { PollFixture } from '../../support/poll/poll-fixture.ts';

describe('the first read', () => {
  it('reaches back by lookback, and for open jobs by followFor', async () => {
    await using fixture = await PollFixture.start({ pageSize: 100 });
    fixture.put({ 'ended yesterday': ['Failed', 23 * HOUR], 'ended long ago': ['Failed', 25 * HOUR] });
    fixture.put({ 'open for a month': ['Running', 29 * DAY], 'open for longer': ['Running', 31 * DAY] });
    await fixture.poll();
    expect([...(await fixture.snapshot()).keys()].toSorted()).toEqual([
      'ended yesterday',
      'open for a month',
    ]);
    expect(fixture.cloud.queries).toHaveLength(2);
  });

  it.each([
    ['summary', ['baseline'], ['b1 Failed', 'b2 Pause']],
    ['each', ['opening', 'opening'], ['b1 Failed', 'b2 Pause']],
    ['silent', [], []],
  ] as const)('notifies of what it finds as firstRun says: %s', async (firstRun, kinds, notified) => {
    await using fixture = await PollFixture.start({ firstRun });
    fixture.put({ b1: ['Failed', HOUR], b2: ['Pause', HOUR], b3: ['Running', HOUR] });
    await fixture.poll();
    expect((await fixture.messages()).map(({ kind }) => kind)).toEqual(kinds);
    expect(await fixture.notified()).toEqual(notified);
    fixture.cloud.put({ jobId: 'b4', state: 'Failed', createdAt: fixture.cloud.serverNow });
    await fixture.poll();
    expect((await fixture.messages()).at(-1)).toMatchObject({ jobs: [{ jobId: 'b4' }] });
  });

  it('notifies of a change as a change, although the baseline is not complete yet', async () => {
    await using fixture = await PollFixture.start({ firstRun: 'silent', pageSize: 1 });
    fixture.put({ b1: ['Running', 2 * HOUR], b2: ['Running', HOUR] });
    fixture.cloud.fault = (request) => (request === 1 ? 'fail' : undefined);
    expect((await fixture.poll()).outcome).toBe('failed');
    fixture.move('b1', 'Failed');
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });

  it('asks once more when the server is so far behind that its window began too late', async () => {
    await using fixture = await PollFixture.start({ pageSize: 100 });
    fixture.cloud.skew = -2 * DAY;
    fixture.put({ b1: ['Failed', HOUR] });
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });
});

describe('the window', () => {
  it('begins at the start of the last complete read less the overlap, by the server clock', async () => {
    await using fixture = await PollFixture.start();
    fixture.cloud.skew = 3 * HOUR;
    await fixture.poll();
    const lastRead = fixture.cloud.serverNow;
    await fixture.clock.advance(30 * SECOND);
    fixture.cloud.fault = () => 'fail';
    await fixture.poll();
    await fixture.clock.advance(30 * SECOND);
    fixture.cloud.fault = () => undefined;
    fixture.cloud.queries.length = 0;
    await fixture.poll();
    expect(fixture.cloud.queries).toEqual([
      { orderByTime: 'Asc', size: 3, createdFrom: lastRead - 10 * MINUTE },
    ]);
    expect(toApiTime(lastRead - 10 * MINUTE)).toBe('2024-06-27T18:13:10+0800');
  });

  it.each([8.64e15, -8.64e15, 4_102_444_800_000, -1])(
    'begins by our clock when the store holds a time that cannot be true: %d',
    async (stored) => {
      await using fixture = await PollFixture.start();
      await fixture.poll();
      const lastPoll = fixture.clock.now();
      await fixture.store.write((trx) =>
        trx.updateTable('target').set({ last_read_started_at: stored }).execute(),
      );
      await fixture.clock.advance(MINUTE);
      fixture.cloud.queries.length = 0;
      await fixture.poll();
      expect(fixture.cloud.queries).toEqual([
        { orderByTime: 'Asc', size: 3, createdFrom: lastPoll - 10 * MINUTE },
      ]);
    },
  );

  it('does not skip what was created after a Date that lied', async () => {
    await using fixture = await PollFixture.start({ overlap: 0 });
    fixture.cloud.skew = 30 * DAY;
    await fixture.poll();
    fixture.cloud.skew = 0;
    await fixture.clock.advance(MINUTE);
    fixture.put({ b1: ['Failed', 0] });
    await fixture.poll();
    await fixture.clock.advance(MINUTE);
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });
});

describe('following', () => {
  it('costs one request for all open jobs older than the window', async () => {
    await using fixture = await PollFixture.start({ pageSize: 100 });
    fixture.put(
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`b${n}`, ['Running', 2 * HOUR + n * MINUTE]])),
    );
    await fixture.poll();
    fixture.cloud.queries.length = 0;
    await fixture.poll();
    expect(fixture.cloud.queries).toHaveLength(2);
    expect(fixture.cloud.queries[1]).toMatchObject({ states: ['Submitted', 'Running', 'Pause'] });
  });

  it('notifies of the end of a job that left the window long ago', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Running', 0] });
    await fixture.poll();
    await fixture.clock.advance(20 * DAY);
    fixture.move('b1', 'Failed');
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });

  it('looks for many that ended together by their time, not one by one', async () => {
    await using fixture = await PollFixture.start({ pageSize: 100 });
    fixture.put(
      Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`b${n}`, ['Pause', 3 * HOUR + n * SECOND]])),
    );
    await fixture.poll();
    for (const jobId of fixture.cloud.jobs.keys()) fixture.move(jobId, 'Success');
    fixture.cloud.queries.length = 0;
    await fixture.poll();
    expect(fixture.cloud.queries.length).toBeLessThanOrEqual(4);
    expect(new Set((await fixture.snapshot()).values())).toEqual(new Set(['Success']));
  });

  it('goes on although a Date said once that followFor is over', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Running', 2 * HOUR] });
    await fixture.poll();
    fixture.cloud.skew = 90 * DAY;
    await fixture.poll();
    fixture.cloud.skew = 0;
    expect(Object.fromEntries(await fixture.snapshot())).toEqual({ b1: 'Running' });
    await fixture.clock.advance(DAY);
    fixture.move('b1', 'Failed');
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });

  it('ends after followFor', async () => {
    await using fixture = await PollFixture.start({ followFor: 2 * DAY });
    fixture.put({ b1: ['Running', 0] });
    await fixture.poll();
    await fixture.clock.advance(2 * DAY + MINUTE);
    await fixture.poll(); // its window still reaches back to the last one
    await fixture.poll(); // a look-up shows the job open
    fixture.cloud.queries.length = 0;
    await fixture.poll();
    expect(fixture.cloud.queries).toHaveLength(1);
    expect(fixture.vanished).toEqual([]);
  });

  it('goes on while the list shows a job, however old it says it is', async () => {
    await using fixture = await PollFixture.start({
      lookback: 400 * DAY,
      overlap: 400 * DAY,
      followFor: DAY,
    });
    fixture.put({ b1: ['Running', 300 * DAY] });
    await fixture.poll();
    await fixture.poll();
    const followed = await fixture.store.read((db) => db.selectFrom('job').select('followed').execute());
    expect(followed).toEqual([{ followed: 1 }]);
    const observations = await fixture.store.read((db) => db.selectFrom('observation').selectAll().execute());
    expect(observations).toEqual([]);
    fixture.cloud.jobs.clear();
    for (const _ of [1, 2, 3]) await fixture.poll();
    expect(fixture.vanished).toEqual([1]);
  });

  it('keeps asking for a job in a state that nobody documented', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Hibernating', 0] });
    await fixture.poll();
    await fixture.clock.advance(DAY);
    fixture.move('b1', 'Failed');
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });
});

describe('facts and absence', () => {
  it('keeps and notifies of what was seen before a page failed, in one message a cause', async () => {
    await using fixture = await PollFixture.start({ pageSize: 2 });
    fixture.put({ b1: ['Failed', 5 * MINUTE], b2: ['Failed', 4 * MINUTE], b3: ['Pause', 3 * MINUTE] });
    fixture.put({ b4: ['Failed', 2 * MINUTE], b5: ['Failed', MINUTE] });
    fixture.cloud.fault = (request) => (request === 2 ? 'fail' : undefined);
    const report = await fixture.poll();
    expect(report).toMatchObject({ outcome: 'failed', fault: { reason: 'server' }, notifications: 2 });
    expect(await fixture.notified()).toEqual(['b1 Failed', 'b2 Failed', 'b4 Failed', 'b3 Pause']);
    fixture.cloud.fault = () => undefined;
    await fixture.poll();
    expect((await fixture.messages()).map(({ jobs }) => jobs.length)).toEqual([3, 1, 1]);
  });

  it('calls a job vanished when three complete polls in a row did not find it', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Running', 0] });
    await fixture.poll();
    fixture.cloud.jobs.clear();
    await fixture.poll();
    await fixture.poll();
    fixture.cloud.fault = () => 'fail';
    await fixture.poll();
    expect(fixture.vanished).toEqual([]);
    fixture.cloud.fault = () => undefined;
    await fixture.poll();
    expect(fixture.vanished).toEqual([1]);
    fixture.put({ b1: ['Failed', 0] });
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
  });

  it('counts again when the job shows up in between', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Running', 0] });
    await fixture.poll();
    const [job] = fixture.cloud.jobs.values();
    for (const isThere of [false, false, true, false, false]) {
      fixture.cloud.jobs.clear();
      if (isThere && job !== undefined) fixture.cloud.put(job);
      await fixture.poll();
    }
    expect(fixture.vanished).toEqual([]);
  });
});
