import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { PollBench } from '../../support/poll-bench.ts';

describe('a poll', () => {
  it('does not fall for a stale page that shows an ended job as running', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Running', 0] });
    await bench.poll();
    bench.move('b1', 'Failed');
    await bench.poll();
    bench.cloud.fault = (request) => (request === 0 ? { cached: 0 } : undefined);
    await bench.poll();
    bench.cloud.fault = () => undefined;
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
    expect(await bench.snapshot()).toEqual(new Map([['b1', 'Failed']]));
  });

  it('does not tell a Pause again for a stale page that shows it, or shows the time before it', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Submitted', 0] });
    await bench.poll();
    bench.move('b1', 'Pause');
    await bench.poll();
    bench.cloud.fault = (request) => (request === 0 ? { cached: 0 } : undefined);
    await bench.poll();
    bench.cloud.fault = () => undefined;
    bench.move('b1', 'Running');
    await bench.poll();
    bench.cloud.fault = (request) => (request === 0 ? { cached: 1 } : undefined);
    await bench.poll();
    bench.cloud.fault = () => undefined;
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Pause']);
    expect(await bench.snapshot()).toEqual(new Map([['b1', 'Running']]));
  });

  it('tells a Pause that comes again, at the cost of one look-up', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Pause', 0] });
    for (const state of ['Running', 'Pause']) {
      await bench.poll();
      bench.move('b1', state);
    }
    bench.cloud.queries.length = 0;
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Pause', 'b1 Pause']);
    expect(bench.cloud.queries).toHaveLength(2);
  });

  it('does not fall for a stale look-up either', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Pause', 0] });
    await bench.poll();
    await bench.clock.advance(DAY);
    bench.move('b1', 'Submitted');
    await bench.poll();
    await bench.clock.advance(SECOND);
    bench.move('b1', 'Success');
    bench.cloud.fault = (request) => (request === 2 ? { lagBy: 2 * SECOND } : undefined);
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Pause']);
    expect(await bench.snapshot()).toEqual(new Map([['b1', 'Success']]));
  });

  it('believes it when a fresh answer says the same', async () => {
    await using bench = await PollBench.start();
    bench.put({ b1: ['Failed', 0] });
    await bench.poll();
    bench.move('b1', 'Running');
    await bench.poll();
    expect(await bench.snapshot()).toEqual(new Map([['b1', 'Running']]));
    bench.move('b1', 'Failed');
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed', 'b1 Failed']);
  });

  it('begins its window where the oldest answer of the last one was made', async () => {
    await using bench = await PollBench.start({ pageSize: 2 });
    bench.put({ b1: ['Success', 3 * MINUTE], b2: ['Success', 2 * MINUTE], b3: ['Success', MINUTE] });
    await bench.poll();
    bench.put({ b4: ['Failed', 0] });
    await bench.clock.advance(HOUR);
    bench.cloud.fault = (request) => (request === 1 ? { cached: 0 } : undefined);
    bench.put({ b5: ['Failed', 0] });
    await bench.poll();
    bench.cloud.fault = () => undefined;
    await bench.clock.advance(HOUR);
    await bench.poll();
    expect((await bench.told()).toSorted()).toEqual(['b4 Failed', 'b5 Failed']);
  });
});
