import { expect, it } from 'vitest';
import { MINUTE } from '../../../../src/platform/time.ts';
import { jobHistories } from '../../../../src/store/views/incident-history.ts';
import { incidentLife } from '../../../../src/store/views/incident-life.ts';
import { jobStories } from '../../../../src/store/views/job-story.ts';
import { IncidentFixture } from '../../../support/engine/incident-fixture.ts';

/** Seven jobs paused at one moment; then three of them went on, and one was cancelled. */
async function startMoved(): Promise<IncidentFixture> {
  const fixture = await IncidentFixture.start();
  const paused = { state: 'Pause', details: { queueId: 'p1' } };
  fixture.set(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`b${n}`, paused])));
  await fixture.pass(MINUTE);
  fixture.set({ b2: 'Running', b4: 'Running', b6: 'Running', b7: 'Cancel' });
  await fixture.pass(MINUTE);
  return fixture;
}

it('jobs that moved at one moment and in one way are one move, which names the first of them', async () => {
  await using fixture = await startMoved();
  const { moves } = await fixture.poll.store.read((db) => incidentLife(db, 1));
  const [joined, ...left] = moves;
  expect(joined).toMatchObject({ kind: 'joined', state: 'Pause', count: 7 });
  expect(joined?.named).toEqual(['b1', 'b2', 'b3', 'b4', 'b5']);
  expect(left).toMatchObject([
    { kind: 'left', end: { how: 'resumed', by: 'Running' }, count: 3, named: ['b2', 'b4', 'b6'] },
    { kind: 'left', end: { how: 'moved', by: 'Cancel' }, count: 1, named: ['b7'] },
  ]);
});

it('lists that are too long keep the last entries, and the first names', async () => {
  await using fixture = await startMoved();
  const most = { events: 1, moves: 2, named: 1, notifications: 9 };
  const { store } = fixture.poll;
  const all = await store.read((db) => incidentLife(db, 1));
  const { events, moves } = await store.read((db) => incidentLife(db, 1, { most }));
  expect(events).toEqual(all.events.slice(-1));
  expect(moves).toMatchObject([
    { count: 3, named: ['b2'] },
    { count: 1, named: ['b7'] },
  ]);
});

it('the incidents of a job show its own moves alone', async () => {
  await using fixture = await startMoved();
  const histories = await fixture.poll.store.read(async (db) => {
    const [story] = await jobStories(db, 'b4');
    return story === undefined ? [] : await jobHistories(db, story);
  });
  expect(histories.map(({ moves }) => moves.map(({ kind, count, named }) => [kind, count, named]))).toEqual([
    [
      ['joined', 1, ['b4']],
      ['left', 1, ['b4']],
    ],
  ]);
});
