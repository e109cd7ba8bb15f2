import { expect, it } from 'vitest';
import { ConfigFollower } from '../../../src/app/follow-config.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { TestClock } from '../../support/test-clock.ts';

/** A follower at work; `reload` ends when the test says so. */
function follow(early: readonly string[] = []) {
  const clock = new TestClock();
  const file: { change: string | undefined } = { change: undefined };
  const follower = new ConfigFollower({ clock, findChange: () => file.change });
  for (const trigger of early) follower.request(trigger);
  const triggers: string[] = [];
  const stopping = new AbortController();
  let running = Promise.withResolvers<void>();
  const ended = follower.run((trigger) => {
    triggers.push(trigger);
    running = Promise.withResolvers();
    return running.promise;
  }, stopping.signal);
  const stop = async () => {
    stopping.abort();
    running.resolve();
    await ended;
  };
  return { clock, file, follower, triggers, release: () => running.resolve(), stop };
}

it('asks for a reload at a request at once, and makes many of them one more', async () => {
  const { clock, follower, triggers, release, stop } = follow();
  await clock.advance(0);
  follower.request('SIGHUP');
  await clock.advance(0);
  expect(triggers).toEqual(['SIGHUP']);
  follower.request('SIGHUP');
  follower.request('SIGHUP');
  await clock.advance(0);
  expect(triggers).toHaveLength(1);
  release();
  await clock.advance(0);
  expect(triggers).toHaveLength(2);
  release();
  await clock.advance(0);
  expect(triggers).toHaveLength(2);
  await stop();
});

it('keeps a request that came before it was there', async () => {
  const { clock, triggers, stop } = follow(['SIGHUP']);
  await clock.advance(0);
  expect(triggers).toEqual(['SIGHUP']);
  await stop();
});

it('asks for one when the file has changed, at the next look', async () => {
  const { clock, file, triggers, stop } = follow();
  await clock.advance(2 * SECOND);
  file.change = 'file changed';
  await clock.advance(SECOND);
  expect(triggers).toEqual([]);
  await clock.advance(SECOND);
  expect(triggers).toEqual(['file changed']);
  await stop();
});
