import { expect, it } from 'vitest';
import { lastPolls } from '../../../src/store/views/target-views.ts';
import { HOUR } from '../../../src/platform/time.ts';
import { PollBench } from '../../support/poll-bench.ts';

it('of each poll is kept what it asked, found and ended in', async () => {
  await using bench = await PollBench.start({ pageSize: 100 });
  bench.put({ b1: ['Running', HOUR], b2: ['Failed', HOUR] });
  const first = await bench.poll();
  bench.move('b1', 'Failed');
  await bench.poll();
  bench.cloud.fault = () => 'fail';
  const failed = await bench.poll();
  const polls = await bench.store.read((db) => lastPolls(db, first.target));
  const sameEnd = { endedAt: expect.any(Number), duration: 0 };
  expect(polls).toEqual([
    { ...sameEnd, outcome: 'failed', requests: 0, newJobs: 0, transitions: 0, reason: failed.fault?.reason },
    { ...sameEnd, outcome: 'complete', requests: 3, newJobs: 0, transitions: 1, reason: undefined },
    { ...sameEnd, outcome: 'complete', requests: 2, newJobs: 2, transitions: 2, reason: undefined },
  ]);
});
