import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../src/platform/time.ts';
import { PollBench } from '../../support/poll-bench.ts';

describe('the window, when a clock is set', () => {
  it.each([
    ['forward while nobody looked', 5 * HOUR, 0],
    ['forward, and back after a read', 5 * HOUR, -5 * HOUR],
  ])('does not skip what the server listed by its clock of then: %s', async (_what, step, stepBack) => {
    await using bench = await PollBench.start();
    await bench.poll();
    bench.cloud.skew += step;
    await bench.clock.advance(MINUTE);
    await bench.poll();
    bench.cloud.skew += stepBack;
    await bench.clock.advance(MINUTE);
    bench.put({ b1: ['Failed', 0] });
    await bench.clock.advance(6 * HOUR);
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
  });

  it('reaches back when the server was set back, however long ago the last read was', async () => {
    await using bench = await PollBench.start();
    await bench.poll();
    bench.cloud.skew -= 5 * HOUR;
    bench.put({ b1: ['Failed', 0] });
    await bench.clock.advance(6 * HOUR);
    await bench.poll();
    expect(await bench.told()).toEqual(['b1 Failed']);
  });
});
