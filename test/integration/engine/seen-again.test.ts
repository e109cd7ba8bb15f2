import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/platform/time.ts';
import { IncidentFixture } from '../../support/engine/incident-fixture.ts';
import type { ListFault } from '../../support/poll/scripted-cloud.ts';

const PAUSE = 'oncall: Paused: name of b1 (media)';
const OVER = 'oncall: Vanished: name of b1 (media)';

/** A job that was paused and told, and that the API then listed no more. */
async function vanished(createdBefore = 0): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start();
  const createdAt = fixture.poll.cloud.serverNow - createdBefore;
  fixture.set({ b1: { state: 'Running', createdAt: fixture.poll.cloud.serverNow } });
  await fixture.pass(MINUTE);
  fixture.set({ b1: { state: 'Pause', createdAt } });
  await fixture.pass(MINUTE);
  fixture.poll.cloud.remove('b1');
  await fixture.pass(5 * MINUTE);
  expect(await fixture.mails()).toEqual([PAUSE, OVER]);
  return fixture;
}

describe('a vanished job that is listed again', () => {
  it.each([
    ['in Pause is notified again, once', 'Pause', [PAUSE]],
    ['as Failed is told', 'Failed', ['oncall: Failed: name of b1 (media)']],
    ['as Running is not told', 'Running', []],
    ['as Success is not told', 'Success', []],
  ])('%s', async (_what, state, notified) => {
    await using fixture = await vanished();
    fixture.set({ b1: { state, createdAt: fixture.poll.cloud.serverNow } });
    await fixture.pass(10 * MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual(notified);
  });

  it('is found although it was created long before the window', async () => {
    await using fixture = await vanished(20 * DAY);
    fixture.set({ b1: { state: 'Pause', createdAt: fixture.poll.cloud.serverNow - 20 * DAY } });
    await fixture.pass(10 * MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual([PAUSE]);
    const [message] = (await fixture.messages()).slice(2);
    expect(message?.jobs).toMatchObject([{ jobId: 'b1', reason: 'seen-again', from: 'Pause' }]);
  });

  it('is notified once although the program starts again', async () => {
    await using fixture = await vanished();
    fixture.set({ b1: { state: 'Pause', createdAt: fixture.poll.cloud.serverNow } });
    await fixture.poll.poll();
    await fixture.poll.restart();
    await fixture.pass(10 * MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual([PAUSE]);
  });

  it('is not notified when only one stale answer shows it', async () => {
    await using fixture = await vanished();
    fixture.set({ b1: { state: 'Pause', createdAt: fixture.poll.cloud.serverNow } });
    fixture.poll.cloud.afterAnswer = () => fixture.poll.cloud.remove('b1');
    await fixture.pass(10 * MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual([]);
  });

  it('is over when it moves on', async () => {
    await using fixture = await vanished();
    fixture.set({ b1: { state: 'Pause', createdAt: fixture.poll.cloud.serverNow } });
    await fixture.pass(MINUTE);
    fixture.set({ b1: 'Running' });
    await fixture.pass(MINUTE);
    expect((await fixture.mails()).slice(2)).toEqual([PAUSE, 'oncall: Resumed: name of b1 (media)']);
  });
});

it('a job that comes and goes all night flaps: it is notified a few times, and resolved when it stays away', async () => {
  await using fixture = await IncidentFixture.start();
  const createdAt = fixture.poll.cloud.serverNow;
  for (let round = 0; round < 60; round += 1) {
    fixture.set({ b1: { state: 'Pause', createdAt } });
    await fixture.pass(3 * MINUTE);
    fixture.poll.cloud.remove('b1');
    await fixture.pass(3 * MINUTE);
  }
  await fixture.pass(HOUR);
  const mails = await fixture.mails();
  expect(mails.length).toBeLessThan(20);
  expect(mails.at(-1)).toBe(OVER);
});

describe('three polls and more that cannot be understood', () => {
  it.each<[string, ListFault]>([
    ['another layout', 'other-layout'],
    ['an error under status 200', 'error-in-response'],
    ['a row without a state', 'odd-row'],
  ])('are no absence: %s', async (_what, fault) => {
    await using fixture = await IncidentFixture.start();
    fixture.set({ b1: 'Pause' });
    await fixture.pass(MINUTE);
    fixture.poll.cloud.fault = () => fault;
    await fixture.pass(10 * MINUTE);
    fixture.poll.cloud.fault = () => undefined;
    await fixture.pass(10 * MINUTE);
    expect((await fixture.mails()).filter((mail) => mail.includes('name of b1'))).toEqual([PAUSE]);
  });
});
