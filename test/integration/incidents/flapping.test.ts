import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/time.ts';
import { IncidentBench, usualRule } from '../../support/incident-bench.ts';
import { closeAll } from '../../support/people.ts';

const FLAPPING = { changes: 4, within: HOUR, settle: 10 * MINUTE };
const QUEUED = { details: { queueId: 'p1' } };

describe('a job that flaps beside another', () => {
  it('is told to have settled in a good state, while the other stays paused', async () => {
    await using bench = await IncidentBench.start();
    bench.set({ k: { state: 'Pause', ...QUEUED }, f: { state: 'Running', ...QUEUED } });
    await bench.pass(MINUTE);
    for (let flip = 0; flip < 10; flip += 1) {
      bench.set({ f: { state: flip % 2 === 0 ? 'Pause' : 'Running', ...QUEUED } });
      await bench.pass(MINUTE);
    }
    await bench.pass(HOUR);
    const last = (await bench.messages()).at(-1);
    expect(last).toMatchObject({ kind: 'update', story: { reason: 'settled', unresolved: 1 } });
    expect(last?.jobs.map(({ jobId, ended }) => `${jobId} ${ended?.how ?? 'paused'}`).toSorted()).toEqual([
      'f resumed',
      'k paused',
    ]);
  });

  it('does not keep the mail that says so from naming a third that came and went', async () => {
    await using bench = await IncidentBench.start([
      usualRule({
        tellRecovery: false,
        groupInterval: 30 * MINUTE,
        flapping: FLAPPING,
        groupBy: ['target'],
      }),
    ]);
    bench.set({ k: 'Pause', f: 'Running' });
    await bench.pass(MINUTE);
    bench.set({ f: 'Pause' });
    await bench.pass(MINUTE);
    bench.set({ b2: 'Pause', f: 'Running' });
    await bench.pass(MINUTE);
    bench.set({ f: 'Pause' });
    await bench.pass(MINUTE);
    for (const state of ['Running', 'Pause', 'Running']) {
      bench.set({ b2: 'Running', f: state });
      await bench.pass(MINUTE);
    }
    await bench.pass(40 * MINUTE);
    const named = (await bench.messages()).flatMap(({ jobs }) => jobs.map(({ jobId }) => jobId));
    expect(named).toContain('b2');
  });
});

it('closed by hand, an incident leaves nothing of a flapping job undecided', async () => {
  await using bench = await IncidentBench.start();
  bench.set({ f: 'Running' });
  await bench.pass(MINUTE);
  for (let flip = 0; flip < 11; flip += 1) {
    bench.set({ f: flip % 2 === 0 ? 'Pause' : 'Running' });
    await bench.pass(30 * SECOND);
  }
  await closeAll(bench);
  await bench.pass(MINUTE);
  const undecided = await bench.poll.store.read((db) =>
    db
      .selectFrom('decision')
      .selectAll()
      .where('outcome', '=', 'notify')
      .where('notification', 'is', null)
      .execute(),
  );
  expect(undecided).toEqual([]);
  expect((await bench.suppressed())['flapping']).toBeGreaterThan(0);
});
