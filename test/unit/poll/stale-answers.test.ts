import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { PollFixture } from '../../support/poll/poll-fixture.ts';

describe('a poll', () => {
  it('does not fall for a stale page that shows an ended job as running', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Running', 0] });
    await fixture.poll();
    fixture.move('b1', 'Failed');
    await fixture.poll();
    fixture.cloud.fault = (request) => (request === 0 ? { cached: 0 } : undefined);
    await fixture.poll();
    fixture.cloud.fault = () => undefined;
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed']);
    expect(await fixture.snapshot()).toEqual(new Map([['b1', 'Failed']]));
  });

  it('does not notify of a Pause again for a stale page that shows it, or shows the time before it', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Submitted', 0] });
    await fixture.poll();
    fixture.move('b1', 'Pause');
    await fixture.poll();
    fixture.cloud.fault = (request) => (request === 0 ? { cached: 0 } : undefined);
    await fixture.poll();
    fixture.cloud.fault = () => undefined;
    fixture.move('b1', 'Running');
    await fixture.poll();
    fixture.cloud.fault = (request) => (request === 0 ? { cached: 1 } : undefined);
    await fixture.poll();
    fixture.cloud.fault = () => undefined;
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Pause']);
    expect(await fixture.snapshot()).toEqual(new Map([['b1', 'Running']]));
  });

  it('notifies of a Pause that comes again, at the cost of one look-up', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Pause', 0] });
    for (const state of ['Running', 'Pause']) {
      await fixture.poll();
      fixture.move('b1', state);
    }
    fixture.cloud.queries.length = 0;
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Pause', 'b1 Pause']);
    expect(fixture.cloud.queries).toHaveLength(2);
  });

  it('does not fall for a stale look-up either', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Pause', 0] });
    await fixture.poll();
    await fixture.clock.advance(DAY);
    fixture.move('b1', 'Submitted');
    await fixture.poll();
    await fixture.clock.advance(SECOND);
    fixture.move('b1', 'Success');
    fixture.cloud.fault = (request) => (request === 2 ? { lagBy: 2 * SECOND } : undefined);
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Pause']);
    expect(await fixture.snapshot()).toEqual(new Map([['b1', 'Success']]));
  });

  it('believes it when a fresh answer says the same', async () => {
    await using fixture = await PollFixture.start();
    fixture.put({ b1: ['Failed', 0] });
    await fixture.poll();
    fixture.move('b1', 'Running');
    await fixture.poll();
    expect(await fixture.snapshot()).toEqual(new Map([['b1', 'Running']]));
    fixture.move('b1', 'Failed');
    await fixture.poll();
    expect(await fixture.notified()).toEqual(['b1 Failed', 'b1 Failed']);
  });

  it('begins its window where the oldest answer of the last one was made', async () => {
    await using fixture = await PollFixture.start({ pageSize: 2 });
    fixture.put({ b1: ['Success', 3 * MINUTE], b2: ['Success', 2 * MINUTE], b3: ['Success', MINUTE] });
    await fixture.poll();
    fixture.put({ b4: ['Failed', 0] });
    await fixture.clock.advance(HOUR);
    fixture.cloud.fault = (request) => (request === 1 ? { cached: 0 } : undefined);
    fixture.put({ b5: ['Failed', 0] });
    await fixture.poll();
    fixture.cloud.fault = () => undefined;
    await fixture.clock.advance(HOUR);
    await fixture.poll();
    expect((await fixture.notified()).toSorted()).toEqual(['b4 Failed', 'b5 Failed']);
  });
});
