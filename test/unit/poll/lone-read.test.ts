import { expect, it } from 'vitest';
import { GroupCommit } from '../../../src/store/group-commit.ts';
import { TargetPoller } from '../../../src/poll/target-poller.ts';
import { Turns } from '../../../src/poll/turns.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { PollFixture } from '../../support/poll/poll-fixture.ts';

it('the pages of a read wait for no commit while no other target is polled', async () => {
  await using fixture = await PollFixture.start({}, { memory: true });
  const { clock } = fixture;
  fixture.put(
    Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`j${index}`, ['Success', MINUTE]])),
  );
  const poller = new TargetPoller({
    ...fixture.context,
    schedule: { expression: '0 0 0 1 1 *', timezone: 'UTC' },
    turns: new Turns(clock),
    quietWrites: new GroupCommit(fixture.store, clock),
    wasPolled: false,
    onBug: (error) => expect.unreachable(String(error)),
  });
  const begun = clock.monotonic();
  const { outcome, pages } = await poller.pollOnce();
  expect({ outcome, pages, took: clock.monotonic() - begun }).toEqual({
    outcome: 'complete',
    pages: 5,
    took: 0,
  });
});
