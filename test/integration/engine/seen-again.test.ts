import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentBench } from '../../support/incident-bench.ts';
import type { ListFault } from '../../support/scripted-cloud.ts';

const PAUSE = 'oncall: Paused: name of b1 (media)';
const OVER = 'oncall: Vanished: name of b1 (media)';

/** A job that was paused and told, and that the API then listed no more. */
async function vanished(createdBefore = 0): Promise<IncidentBench> {
  const bench = await IncidentBench.start();
  const createdAt = bench.poll.cloud.serverNow - createdBefore;
  bench.set({ b1: { state: 'Running', createdAt: bench.poll.cloud.serverNow } });
  await bench.pass(MINUTE);
  bench.set({ b1: { state: 'Pause', createdAt } });
  await bench.pass(MINUTE);
  bench.poll.cloud.remove('b1');
  await bench.pass(5 * MINUTE);
  expect(await bench.mails()).toEqual([PAUSE, OVER]);
  return bench;
}

describe('a vanished job that is listed again', () => {
  it.each([
    ['in Pause is told again, once', 'Pause', [PAUSE]],
    ['as Failed is told', 'Failed', ['oncall: Failed: name of b1 (media)']],
    ['as Running is not told', 'Running', []],
    ['as Success is not told', 'Success', []],
  ])('%s', async (_what, state, told) => {
    await using bench = await vanished();
    bench.set({ b1: { state, createdAt: bench.poll.cloud.serverNow } });
    await bench.pass(10 * MINUTE);
    expect((await bench.mails()).slice(2)).toEqual(told);
  });

  it('is found although it was created long before the window', async () => {
    await using bench = await vanished(20 * DAY);
    bench.set({ b1: { state: 'Pause', createdAt: bench.poll.cloud.serverNow - 20 * DAY } });
    await bench.pass(10 * MINUTE);
    expect((await bench.mails()).slice(2)).toEqual([PAUSE]);
    const [message] = (await bench.messages()).slice(2);
    expect(message?.jobs).toMatchObject([{ jobId: 'b1', reason: 'seen-again', from: 'Pause' }]);
  });

  it('is told once although the program starts again', async () => {
    await using bench = await vanished();
    bench.set({ b1: { state: 'Pause', createdAt: bench.poll.cloud.serverNow } });
    await bench.poll.poll();
    await bench.poll.restart();
    await bench.pass(10 * MINUTE);
    expect((await bench.mails()).slice(2)).toEqual([PAUSE]);
  });

  it('is not told when only one stale answer shows it', async () => {
    await using bench = await vanished();
    bench.set({ b1: { state: 'Pause', createdAt: bench.poll.cloud.serverNow } });
    bench.poll.cloud.afterAnswer = () => bench.poll.cloud.remove('b1');
    await bench.pass(10 * MINUTE);
    expect((await bench.mails()).slice(2)).toEqual([]);
  });

  it('is over when it moves on', async () => {
    await using bench = await vanished();
    bench.set({ b1: { state: 'Pause', createdAt: bench.poll.cloud.serverNow } });
    await bench.pass(MINUTE);
    bench.set({ b1: 'Running' });
    await bench.pass(MINUTE);
    expect((await bench.mails()).slice(2)).toEqual([PAUSE, 'oncall: Resumed: name of b1 (media)']);
  });
});

it('a job that comes and goes all night flaps: it is told a few times, and resolved when it stays away', async () => {
  await using bench = await IncidentBench.start();
  const createdAt = bench.poll.cloud.serverNow;
  for (let round = 0; round < 60; round += 1) {
    bench.set({ b1: { state: 'Pause', createdAt } });
    await bench.pass(3 * MINUTE);
    bench.poll.cloud.remove('b1');
    await bench.pass(3 * MINUTE);
  }
  await bench.pass(HOUR);
  const mails = await bench.mails();
  expect(mails.length).toBeLessThan(20);
  expect(mails.at(-1)).toBe(OVER);
});

describe('three polls and more that cannot be understood', () => {
  it.each<[string, ListFault]>([
    ['another layout', 'other-layout'],
    ['an error under status 200', 'error-in-response'],
    ['a row without a state', 'odd-row'],
  ])('are no absence: %s', async (_what, fault) => {
    await using bench = await IncidentBench.start();
    bench.set({ b1: 'Pause' });
    await bench.pass(MINUTE);
    bench.poll.cloud.fault = () => fault;
    await bench.pass(10 * MINUTE);
    bench.poll.cloud.fault = () => undefined;
    await bench.pass(10 * MINUTE);
    expect((await bench.mails()).filter((mail) => mail.includes('name of b1'))).toEqual([PAUSE]);
  });
});
