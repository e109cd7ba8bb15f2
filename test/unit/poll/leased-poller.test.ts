import { expect, test } from 'vitest';
import { LeaseLost } from '../../../src/lease/lease-lost.ts';
import { Lease } from '../../../src/lease/lease.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { LeasedPoller as Poller } from '../../../src/poll/leased-poller.ts';
import { Turns } from '../../../src/poll/turns.ts';
import { StoreFault } from '../../../src/store/store-fault.ts';
import { PollFixture } from '../../support/poll/poll-fixture.ts';

/** A poller that polls every minute while it holds its lease. */
class LeasedPoller implements AsyncDisposable {
  readonly outcomes: string[] = [];
  /** The number of times that its metrics heard of the end of a term. */
  left = 0;
  readonly bugs: unknown[] = [];
  readonly lease: Lease;
  readonly poller: Poller;
  readonly fixture: PollFixture;

  constructor(fixture: PollFixture) {
    this.fixture = fixture;
    const { context, clock } = fixture;
    this.lease = new Lease('target/media', clock);
    const { outcomes } = this;
    this.poller = new Poller({
      ...context,
      events: {
        ...context.events,
        pollEnded: ({ outcome }) => outcomes.push(outcome),
        targetLeft: () => (this.left += 1),
      },
      schedule: { expression: '* * * * *', timezone: 'UTC', offset: 0 },
      lease: this.lease,
      turns: new Turns(clock),
      wasPolled: false,
      onBug: (error) => this.bugs.push(error),
    });
    void this.poller.start();
  }

  hold(epoch = 1): void {
    this.lease.begin({ name: 'target/media', holder: 'one', epoch }, Infinity);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.poller.stop();
    await this.fixture[Symbol.asyncDispose]();
  }
}

test('a target whose lease another replica holds is not polled', async () => {
  await using leased = new LeasedPoller(await PollFixture.start());
  await leased.fixture.clock.advance(5 * MINUTE);
  expect(leased.outcomes).toEqual([]);
});

test('a new holder polls at once, then at each tick, and no more when the lease is gone', async () => {
  await using leased = new LeasedPoller(await PollFixture.start());
  const { clock } = leased.fixture;
  await clock.advance(MINUTE);
  leased.hold();
  await expect.poll(() => leased.outcomes).toEqual(['complete']);
  await clock.advance(MINUTE);
  await expect.poll(() => leased.outcomes).toEqual(['complete', 'complete']);
  leased.lease.end();
  await clock.advance(5 * MINUTE);
  expect(leased.outcomes).toEqual(['complete', 'complete']);
  await expect.poll(() => leased.left).toBe(1);
  leased.hold(2);
  await expect.poll(() => leased.outcomes).toHaveLength(3);
});

test('a poll whose write is refused ends as one that was cut short, and is no fault of the store', async () => {
  const fixture = await PollFixture.start();
  const { store } = fixture;
  await using leased = new LeasedPoller(fixture);
  await fixture.clock.advance(0);
  store.write = () => Promise.reject(new LeaseLost('target/media'));
  leased.lease.begin(undefined, Infinity);
  await expect.poll(() => leased.outcomes).toEqual(['aborted']);
  expect([leased.bugs, store.outage]).toEqual([[], undefined]);
});

/** Lets the poll of a failure commit its page, and refuses the end of that poll. */
async function failUnconcluded({ fixture, outcomes, lease }: LeasedPoller): Promise<void> {
  const { store, clock } = fixture;
  fixture.put({ b1: ['Running', MINUTE] });
  lease.begin(undefined, Infinity);
  await expect.poll(() => outcomes).toHaveLength(1);
  fixture.move('b1', 'Failed');
  const write = store.write.bind(store);
  let writes = 0;
  store.write = (work) => {
    writes += 1;
    return writes === 1 ? write(work) : Promise.reject(new StoreFault('store-full', 'the disk is full'));
  };
  await clock.advance(MINUTE);
  await expect.poll(() => outcomes).toHaveLength(2);
  store.write = write;
  expect(writes).toBeGreaterThan(1);
}

test('a failure whose poll could not be concluded is notified by the next poll of the same term', async () => {
  await using leased = new LeasedPoller(await PollFixture.start());
  await leased.fixture.clock.advance(0);
  await failUnconcluded(leased);
  expect(await leased.fixture.notified()).toEqual([]);
  await leased.fixture.clock.advance(MINUTE);
  await expect.poll(() => leased.outcomes).toHaveLength(3);
  expect(await leased.fixture.notified()).toHaveLength(1);
});

test('a failure whose poll could not be concluded is notified by the next holder of the lease', async () => {
  await using leased = new LeasedPoller(await PollFixture.start());
  await leased.fixture.clock.advance(0);
  await failUnconcluded(leased);
  leased.lease.end();
  leased.lease.begin(undefined, Infinity);
  await expect.poll(() => leased.outcomes).toHaveLength(3);
  expect(await leased.fixture.notified()).toHaveLength(1);
});

test('a stop of the process leaves the series of its targets as they are', async () => {
  await using leased = new LeasedPoller(await PollFixture.start());
  leased.hold();
  await expect.poll(() => leased.outcomes).toEqual(['complete']);
  await leased.poller.stop();
  expect(leased.left).toBe(0);
});
