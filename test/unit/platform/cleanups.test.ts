import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Cleanups } from '../../../src/platform/cleanups.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { TestClock } from '../../support/test-clock.ts';

function setUp() {
  const lines: { msg: string; step: string }[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const clock = new TestClock();
  const cleanups = new Cleanups();
  const done: string[] = [];
  return {
    lines,
    clock,
    cleanups,
    done,
    add: (name: string, work: () => Promise<void> | void = () => undefined) =>
      cleanups.add(name, async () => {
        await work();
        done.push(name);
      }),
    run: () => cleanups.run({ deadline: 8 * SECOND, clock, log }),
  };
}

describe('cleanups', () => {
  it('run last in, first out, each after the one before has ended', async () => {
    const { add, run, done, clock } = setUp();
    add('store');
    add('server', () => clock.sleep(SECOND, new AbortController().signal));
    add('loop');
    const running = run();
    await clock.advance(0);
    expect(done).toEqual(['loop']);
    await clock.advance(SECOND);
    expect(await running).toBe(true);
    expect(done).toEqual(['loop', 'server', 'store']);
    expect(clock.sleepers).toBe(0);
  });

  it('go on past a step that fails at once or later, and report it', async () => {
    const { add, run, done, lines, cleanups } = setUp();
    add('store');
    add('server', () => Promise.reject(new Error('will not')));
    cleanups.add('loop', () => {
      throw new Error('cannot');
    });
    expect(await run()).toBe(false);
    expect(done).toEqual(['store']);
    expect(lines.map(({ msg, step }) => `${step}: ${msg}`)).toEqual([
      'loop: cleanup failed',
      'server: cleanup failed',
    ]);
  });

  it('give up a step that does not end in time, and still begin the rest', async () => {
    const { add, run, done, lines, clock } = setUp();
    add('store');
    add('server', () => new Promise(() => {}));
    const running = run();
    await clock.advance(8 * SECOND);
    expect(await running).toBe(false);
    expect(done).toEqual(['store']);
    expect(lines[0]).toMatchObject({ step: 'server', msg: 'cleanup did not end in time' });
  });

  it('do nothing more when run again afterwards', async () => {
    const { add, run, done } = setUp();
    add('store');
    await run();
    expect(await run()).toBe(true);
    expect(done).toEqual(['store']);
  });

  it('keep their order when run again meanwhile, and both runs end together', async () => {
    const { add, run, done, clock } = setUp();
    add('store');
    add('server', () => clock.sleep(SECOND, new AbortController().signal));
    const first = run();
    const second = run();
    await clock.advance(0);
    expect(done).toEqual([]);
    await clock.advance(SECOND);
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(done).toEqual(['server', 'store']);
  });
});
