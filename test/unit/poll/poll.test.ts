import { describe, expect, it } from 'vitest';
import { toApiTime } from '../../../src/core/job/api-time.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { PollBench } from '../../support/poll-bench.ts';

describe('the first read', () => {
  it('reaches back by lookback, and for open jobs by followFor', async () => {
    await using bench = await PollBench.start({ pageSize: 100 });
    bench.put({ 'ended yesterday': ['Failed', 23 * HOUR], 'ended long ago': ['Failed', 25 * HOUR] });
    bench.put({ 'open for a month': ['Running', 29 * DAY], 'open for longer': ['Running', 31 * DAY] });
    await bench.poll();
    expect([...(await bench.snapshot()).keys()].toSorted()).toEqual(['ended yesterday', 'open for a month']);
    expect(bench.cloud.queries).toHaveLength(2);
  });

  it.each([
    ['summary', ['baseline'], ['b1 Failed', 'b2 Pause']],
    ['each', ['opening', 'opening'], ['b1 Failed', 'b2 Pause']],
    ['silent', [], []],
  ] as const)('tells what it finds as firstRun says: %s', async (firstRun, kinds, told) => {
    await using bench = await PollBench.start({ firstRun });
    bench.put({ b1: ['Failed', HOUR], b2: ['Pause', HOUR], b3: ['Running', HOUR] });
    await bench.poll();
    expect((await bench.messages()).map(({ kind }) => kind)).toEqual(kinds);
    expect(await bench.told()).toEqual(told);
    bench.cloud.put({ jobId: 'b4', state: 'Failed', createdAt: bench.cloud.serverNow });
    await bench.poll();
    expect((await bench.messages()).at(-1)).toMatchObject({ jobs: [{ jobId: 'b4' }] });
  });

  it('tells a change as a change, although the baseline is not complete yet', async () => {
    await using bench = await PollBench.start({ firstRun: 'silent', pageSize: 1 });
    bench.put({ b1: ['Running', 2 * HOUR], b2: ['Running', HOUR] });
    bench.cloud.fault = (request) => (request === 1 ? 'fail' : undefined);
    expect((await bench.poll()).outcome).toBe('failed');
    bench.move('b1', 'Failed');
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
  });

  it('asks once more when the server is so far behind that its window began too late', async () => {
    await using bench = await PollBench.start({ pageSize: 100 });
    bench.cloud.skew = -2 * DAY;
    bench.put({ b1: ['Failed', HOUR] });
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
  });
});

describe('the window', () => {
  it('begins at the start of the last complete read less the overlap, by the server clock', async () => {
    await using bench = await PollBench.start();
    bench.cloud.skew = 3 * HOUR;
    await bench.poll();
    const lastRead = bench.cloud.serverNow;
    await bench.clock.advance(30 * SECOND);
    bench.cloud.fault = () => 'fail';
    await bench.poll();
    await bench.clock.advance(30 * SECOND);
    bench.cloud.fault = () => undefined;
    bench.cloud.queries.length = 0;
    await bench.poll();
    expect(bench.cloud.queries).toEqual([
      { orderByTime: 'Asc', size: 3, createdFrom: lastRead - 10 * MINUTE },
    ]);
    expect(toApiTime(lastRead - 10 * MINUTE)).toBe('2024-06-27T18:13:10+0800');
  });

  it.each([8.64e15, -8.64e15, 4_102_444_800_000, -1])(
    'begins by our clock when the store holds a time that cannot be true: %d',
    async (stored) => {
      await using bench = await PollBench.start();
      await bench.poll();
      const lastPoll = bench.clock.now();
      await bench.store.write((trx) =>
        trx.updateTable('target').set({ last_read_started_at: stored }).execute(),
      );
      await bench.clock.advance(MINUTE);
      bench.cloud.queries.length = 0;
      await bench.poll();
      expect(bench.cloud.queries).toEqual([
        { orderByTime: 'Asc', size: 3, createdFrom: lastPoll - 10 * MINUTE },
      ]);
    },
  );

  it('does not skip what was created after a Date that lied', async () => {
    await using bench = await PollBench.start({ overlap: 0 });
    bench.cloud.skew = 30 * DAY;
    await bench.poll();
    bench.cloud.skew = 0;
    await bench.clock.advance(MINUTE);
    bench.put({ b1: ['Failed', 0] });
    await bench.poll();
    await bench.clock.advance(MINUTE);
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
  });
});

describe('following', () => {
  it('costs one request for all open jobs older than the window', async () => {
    await using bench = await PollBench.start({ pageSize: 100 });
    bench.put(
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`b${n}`, ['Running', 2 * HOUR + n * MINUTE]])),
    );
    await bench.poll();
    bench.cloud.queries.length = 0;
    await bench.poll();
    expect(bench.cloud.queries).toHaveLength(2);
    expect(bench.cloud.queries[1]).toMatchObject({ states: ['Submitted', 'Running', 'Pause'] });
  });

  it('tells the end of a job that left the window long ago', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Running', 0] });
    await bench.poll();
    await bench.clock.advance(20 * DAY);
    bench.move('b1', 'Failed');
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
  });

  it('looks for many that ended together by their time, not one by one', async () => {
    await using bench = await PollBench.start({ pageSize: 100 });
    bench.put(
      Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`b${n}`, ['Pause', 3 * HOUR + n * SECOND]])),
    );
    await bench.poll();
    for (const jobId of bench.cloud.jobs.keys()) bench.move(jobId, 'Success');
    bench.cloud.queries.length = 0;
    await bench.poll();
    expect(bench.cloud.queries.length).toBeLessThanOrEqual(4);
    expect(new Set((await bench.snapshot()).values())).toEqual(new Set(['Success']));
  });

  it('goes on although a Date said once that followFor is over', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Running', 2 * HOUR] });
    await bench.poll();
    bench.cloud.skew = 90 * DAY;
    await bench.poll();
    bench.cloud.skew = 0;
    expect(Object.fromEntries(await bench.snapshot())).toEqual({ b1: 'Running' });
    await bench.clock.advance(DAY);
    bench.move('b1', 'Failed');
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
  });

  it('ends after followFor', async () => {
    await using bench = await PollBench.start({ followFor: 2 * DAY });
    bench.put({ b1: ['Running', 0] });
    await bench.poll();
    await bench.clock.advance(2 * DAY + MINUTE);
    await bench.poll(); // its window still reaches back to the last one
    await bench.poll(); // a look-up shows the job open
    bench.cloud.queries.length = 0;
    await bench.poll();
    expect(bench.cloud.queries).toHaveLength(1);
    expect(bench.vanished).toEqual([]);
  });

  it('goes on while the list shows a job, however old it says it is', async () => {
    await using bench = await PollBench.start({ lookback: 400 * DAY, overlap: 400 * DAY, followFor: DAY });
    bench.put({ b1: ['Running', 300 * DAY] });
    await bench.poll();
    await bench.poll();
    const followed = await bench.store.read((db) => db.selectFrom('job').select('followed').execute());
    expect(followed).toEqual([{ followed: 1 }]);
    const observations = await bench.store.read((db) => db.selectFrom('observation').selectAll().execute());
    expect(observations).toEqual([]);
    bench.cloud.jobs.clear();
    for (const _ of [1, 2, 3]) await bench.poll();
    expect(bench.vanished).toEqual([1]);
  });

  it('keeps asking for a job in a state that nobody documented', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Hibernating', 0] });
    await bench.poll();
    await bench.clock.advance(DAY);
    bench.move('b1', 'Failed');
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
  });
});

describe('facts and absence', () => {
  it('keeps and tells what was seen before a page failed, in one message a cause', async () => {
    await using bench = await PollBench.start({ pageSize: 2 });
    bench.put({ b1: ['Failed', 5 * MINUTE], b2: ['Failed', 4 * MINUTE], b3: ['Pause', 3 * MINUTE] });
    bench.put({ b4: ['Failed', 2 * MINUTE], b5: ['Failed', MINUTE] });
    bench.cloud.fault = (request) => (request === 2 ? 'fail' : undefined);
    const report = await bench.poll();
    expect(report).toMatchObject({ outcome: 'failed', fault: { reason: 'server' }, notifications: 2 });
    expect(await bench.told()).toEqual(['b1 Failed', 'b2 Failed', 'b4 Failed', 'b3 Pause']);
    bench.cloud.fault = () => undefined;
    await bench.poll();
    expect((await bench.messages()).map(({ jobs }) => jobs.length)).toEqual([3, 1, 1]);
  });

  it('calls a job vanished when three complete polls in a row did not find it', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Running', 0] });
    await bench.poll();
    bench.cloud.jobs.clear();
    await bench.poll();
    await bench.poll();
    bench.cloud.fault = () => 'fail';
    await bench.poll();
    expect(bench.vanished).toEqual([]);
    bench.cloud.fault = () => undefined;
    await bench.poll();
    expect(bench.vanished).toEqual([1]);
    bench.put({ b1: ['Failed', 0] });
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
  });

  it('counts anew when the job shows up in between', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Running', 0] });
    await bench.poll();
    const [job] = bench.cloud.jobs.values();
    for (const isThere of [false, false, true, false, false]) {
      bench.cloud.jobs.clear();
      if (isThere && job !== undefined) bench.cloud.put(job);
      await bench.poll();
    }
    expect(bench.vanished).toEqual([]);
  });
});
