import { expect, it } from 'vitest';
import { lastPolls } from '../../../src/store/views/target-views.ts';
import { HOUR } from '../../../src/platform/time.ts';
import { PollFixture } from '../../support/poll/poll-fixture.ts';

it('of each poll is kept what it asked, found and ended in', async () => {
  await using fixture = await PollFixture.start({ pageSize: 100 });
  fixture.put({ b1: ['Running', HOUR], b2: ['Failed', HOUR] });
  const first = await fixture.poll();
  fixture.move('b1', 'Failed');
  await fixture.poll();
  fixture.cloud.fault = () => 'fail';
  const failed = await fixture.poll();
  const polls = await fixture.store.read((db) => lastPolls(db, first.target));
  const sameEnd = { endedAt: expect.any(Number), duration: 0 };
  expect(polls).toEqual([
    { ...sameEnd, outcome: 'failed', requests: 0, newJobs: 0, transitions: 0, reason: failed.fault?.reason },
    { ...sameEnd, outcome: 'complete', requests: 3, newJobs: 0, transitions: 1, reason: undefined },
    { ...sameEnd, outcome: 'complete', requests: 2, newJobs: 2, transitions: 2, reason: undefined },
  ]);
});
