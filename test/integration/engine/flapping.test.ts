import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND, type Duration } from '../../../src/platform/time.ts';
import { IncidentBench, usualRule } from '../../support/incident-bench.ts';
import { closeAll, incidents, silence } from '../../support/people.ts';

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

async function flapFor(bench: IncidentBench, span: Duration): Promise<string[]> {
  bench.set({ f: 'Running' });
  let flips = 0;
  await bench.pass(span, (elapsed) => {
    if (elapsed % MINUTE === 0) bench.set({ f: flips++ % 2 === 0 ? 'Pause' : 'Running' });
  });
  return (await bench.messages()).map(({ kind, story }) => `${kind} ${story?.reason}`);
}

async function startQuiet(): Promise<IncidentBench> {
  const bench = await IncidentBench.start();
  const end = bench.poll.clock.now() + HOUR;
  const quietUntil = (_severity: string, now: number) => (now < end ? end : undefined);
  bench.poll.calendar = { maintenanceAt: () => [], maintenanceAfter: () => undefined, quietUntil };
  return bench;
}

describe('a job that begins to flap while nothing may be told', () => {
  it('is told to flap when the quiet hours end, for it still does', async () => {
    await using bench = await startQuiet();
    expect(await flapFor(bench, 59 * MINUTE)).toEqual([]);
    expect((await flapFor(bench, HOUR)).filter((told) => told.includes('flapping'))).toEqual([
      'opening flapping',
    ]);
  });

  it('is told to flap when a silence ends, for it still does', async () => {
    await using bench = await IncidentBench.start();
    await silence(bench, [{ key: 'target', glob: 'media' }], { length: HOUR });
    expect(await flapFor(bench, 59 * MINUTE)).toEqual([]);
    expect(await flapFor(bench, HOUR)).toEqual(['opening flapping']);
  });

  it('and is well again before the quiet hours end, is told by mails that say both', async () => {
    await using bench = await startQuiet();
    await flapFor(bench, 30 * MINUTE);
    bench.set({ f: 'Running' });
    await bench.pass(HOUR);
    expect((await bench.messages()).map(({ kind }) => kind)).toEqual(['closing', 'closing', 'closing']);
    expect(await incidents(bench)).toHaveLength(3);
  });
});
