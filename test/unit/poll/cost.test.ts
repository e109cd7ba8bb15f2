import type { KyselyPlugin } from 'kysely';
import { expect, it } from 'vitest';
import { recordPoll, registerTarget } from '../../../src/store/jobs/targets.ts';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { PollFixture } from '../../support/poll/poll-fixture.ts';

/** Counts the rows that a poll reads and writes in the store. */
async function rowsOfPoll(fixture: PollFixture): Promise<number> {
  let rows = 0;
  const read = fixture.store.read.bind(fixture.store);
  const write = fixture.store.write.bind(fixture.store);
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      rows += result.rows.length;
      return Promise.resolve(result);
    },
  };
  fixture.store.read = (query) => read((db) => query(db.withPlugin(counter)));
  fixture.store.write = (work) => write((trx) => work(trx.withPlugin(counter)));
  await fixture.poll();
  fixture.store.read = read;
  fixture.store.write = write;
  return rows;
}

async function quietPoll(otherTargets: number): Promise<number> {
  await using fixture = await PollFixture.start({}, { memory: true });
  const { store, clock, engine } = fixture;
  // As in the daemon, one engine for all polls: it remembers its last look at all targets.
  Object.defineProperty(fixture, 'engine', { value: engine });
  for (let index = 0; index < otherTargets; index += 1) {
    const name = `other-${index}`;
    await store.write(async (trx) => {
      await registerTarget(trx, { name, bucket: 'b', region: 'r', scope: 's' });
      await recordPoll(trx, { target: name, endedAt: clock.now(), completeReadStartedAt: clock.now() });
    });
  }
  fixture.put({ b1: ['Running', MINUTE], b2: ['Success', MINUTE] });
  await fixture.poll();
  await clock.advance(SECOND);
  return await rowsOfPoll(fixture);
}

it('a poll without news reads as few rows among two hundred targets as alone', async () => {
  expect(await quietPoll(200)).toBe(await quietPoll(0));
});
