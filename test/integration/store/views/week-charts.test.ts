import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { toApiTime } from '../../../../src/core/job/api-time.ts';
import { recordHistory } from '../../../../src/store/jobs/history.ts';
import { saveJobs } from '../../../../src/store/jobs/jobs.ts';
import { migrate, MIGRATIONS } from '../../../../src/store/sqlite/migrate.ts';
import { prune } from '../../../../src/store/history/retention.ts';
import type { Store } from '../../../../src/store/store.ts';
import { registerTarget } from '../../../../src/store/jobs/targets.ts';
import { filteredWeek, MOST_LOOKED_THROUGH } from '../../../../src/store/views/filtered-week.ts';
import type { JobFilter } from '../../../../src/store/jobs/job-filter.ts';
import { movesIn, runTimesIn, weekFigures } from '../../../../src/store/views/week-charts.ts';
import { HOUR, MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { knownJob } from '../../../support/poll/known-job.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';

const START = Date.parse('2024-06-27T07:00:00Z');
const SLOTS = [0, 1, 2].map((index) => ({ from: START + index * HOUR, until: START + (index + 1) * HOUR }));

interface Ended {
  target?: string;
  state?: string;
  at: number;
  ran?: number;
  name?: string;
  type?: string;
  code?: string;
}

async function record(store: Store, moves: readonly Ended[]): Promise<void> {
  await store.write(async (trx) => {
    for (const target of ['media', 'archive']) {
      await registerTarget(trx, { name: target, bucket: 'b', region: 'r', scope: 's' });
      const ours = moves.filter((move) => (move.target ?? 'media') === target);
      const jobs = ours.map(({ state = 'Success', at, ran = 0, name = '', type = 'Job', code = '' }, index) =>
        knownJob({
          jobId: `${target}${index}`,
          state,
          name,
          type,
          code,
          startTime: toApiTime(at - ran),
          endTime: toApiTime(at),
        }),
      );
      const rows = await saveJobs(trx, target, jobs);
      const transitions = ours.map(({ state = 'Success', at, ran }, index) => ({
        transition: {
          jobId: `${target}${index}`,
          from: undefined,
          to: state,
          observedAt: START,
          since: at,
          previousSince: undefined,
          baseline: false,
        },
        decisions: [],
        ran,
      }));
      await recordHistory(trx, { target, pollId: 'p', rows, transitions, observations: [] });
    }
  });
}

describe('what charts show', () => {
  it('counts who came into which state when, of all targets or of one', async () => {
    await using temporary = new TemporaryStore();
    const { store } = temporary;
    await record(store, [
      { at: START - 1 },
      { at: START, state: 'Failed' },
      { at: START + HOUR - 1, state: 'Failed' },
      { at: START + HOUR, state: 'Frozen' },
      { at: START + HOUR, state: 'Molten' },
      { at: START + HOUR, target: 'archive' },
      { at: START + 3 * HOUR },
    ]);
    expect(await store.read((db) => movesIn(db, { slots: SLOTS }))).toEqual([
      new Map([['Failed', 2]]),
      new Map([
        ['Success', 1],
        ['unknown', 2],
      ]),
      new Map(),
    ]);
    expect(await store.read((db) => movesIn(db, { slots: SLOTS, target: 'archive' }))).toEqual([
      new Map(),
      new Map([['Success', 1]]),
      new Map(),
    ]);
  });

  it('shows median and 95th percentile of the runs that succeeded, to within 5 %', async () => {
    await using temporary = new TemporaryStore();
    const { store } = temporary;
    const runs = Array.from({ length: 100 }, (_, index) => ({ at: START, ran: (index + 1) * MINUTE }));
    await record(store, [
      ...runs,
      { at: START, state: 'Failed', ran: 5 * HOUR },
      { at: START, target: 'archive', ran: 0 },
      { at: START + HOUR },
    ]);
    const [first, ...others] = await store.read((db) => runTimesIn(db, { slots: SLOTS, target: 'media' }));
    expect(first?.jobs).toBe(100);
    expect(Math.abs((first?.median ?? 0) / (50 * MINUTE) - 1)).toBeLessThan(0.05);
    expect(Math.abs((first?.p95 ?? 0) / (95 * MINUTE) - 1)).toBeLessThan(0.05);
    expect(others).toEqual([undefined, undefined]);
    const [least] = await store.read((db) => runTimesIn(db, { slots: SLOTS, target: 'archive' }));
    expect(least?.median).toBeLessThan(2 * SECOND);
  });

  it.each<[string, JobFilter, [string, number][][], (number | undefined)[]]>([
    [
      'no filter',
      {},
      [
        [
          ['Failed', 1],
          ['Success', 2],
        ],
        [['Failed', 1]],
      ],
      [2, undefined],
    ],
    ['a state', { states: ['Failed'] }, [[['Failed', 1]], [['Failed', 1]]], [undefined, undefined]],
    ['a name', { name: 'night*' }, [[['Success', 2]], [['Failed', 1]]], [2, undefined]],
    [
      'a name and a state',
      { name: 'night*', states: ['Failed'] },
      [[], [['Failed', 1]]],
      [undefined, undefined],
    ],
    ['a type', { type: 'Workflow' }, [[['Failed', 1]], []], [undefined, undefined]],
    ['a code', { code: 'SlowDown' }, [[], [['Failed', 1]]], [undefined, undefined]],
    ['a target and a name', { target: 'archive', name: 'nightly' }, [[['Success', 1]], []], [1, undefined]],
    ['a time of creation', { createdFrom: START + 9 * HOUR }, [[], []], [undefined, undefined]],
  ])('counts what the filter of the page names: %s', async (_what, filter, moves, runs) => {
    await using temporary = new TemporaryStore();
    const { store } = temporary;
    await record(store, [
      { at: START, ran: MINUTE, name: 'nightly' },
      { at: START, ran: MINUTE, name: 'nightly', target: 'archive' },
      { at: START, state: 'Failed', name: 'other', type: 'Workflow' },
      { at: START + HOUR, state: 'Failed', name: 'nights', code: 'SlowDown' },
    ]);
    const slots = SLOTS.slice(0, 2);
    const figures = await store.read((db) => weekFigures(db, { quarters: slots, days: slots, filter }));
    expect(
      figures?.moves.map((slot) => [...slot].toSorted(([one], [other]) => one.localeCompare(other))),
    ).toEqual(moves);
    expect(figures?.runs.map((run) => run?.jobs)).toEqual(runs);
  });

  it('says that there is too much to look through for a filter, and shows no part of it', async () => {
    await using temporary = new TemporaryStore();
    const { store } = temporary;
    await record(store, [{ at: START, name: 'nightly' }]);
    const more = async (rows: number) =>
      await store.write((trx) =>
        sql`INSERT INTO transition (job, poll_id, to_state, observed_at, since, baseline)
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
          SELECT 1, 'p', 'Running', ${START}, ${START}, 0 FROM n`.execute(trx),
      );
    const asked = { slots: SLOTS, filter: { name: 'nightly' } };
    await more(MOST_LOOKED_THROUGH - 1);
    expect((await store.read((db) => filteredWeek(db, asked)))?.moves).toHaveLength(2);
    await more(1);
    expect(await store.read((db) => filteredWeek(db, asked))).toBeUndefined();
  });

  it('forgets with the jobs, so that it does not grow', async () => {
    await using temporary = new TemporaryStore();
    const { store } = temporary;
    await record(store, [
      { at: START, ran: MINUTE },
      { at: START + HOUR, ran: MINUTE },
    ]);
    const { signal } = new AbortController();
    await prune(store, { settledBefore: START + HOUR, windowReach: 0, targets: ['media'], signal });
    const moves = await store.read((db) => movesIn(db, { slots: SLOTS }));
    expect(moves.map((slot) => slot.get('Success'))).toEqual([undefined, 1, undefined]);
    const runs = await store.read((db) => runTimesIn(db, { slots: SLOTS }));
    expect(runs.map((slot) => slot?.jobs)).toEqual([undefined, 1, undefined]);
  });

  it('knows the past of a store from before there were charts', () => {
    using database = new DatabaseSync(':memory:');
    migrate(database, MIGRATIONS.slice(0, 2));
    const [began, ended] = [toApiTime(START), toApiTime(START + 8 * SECOND)];
    const job = (id: number, end: string) =>
      `(${id}, 'media', 'b${id}', 'Success', '', '', '', '', '', '${began}', '${end}', '', '', '{}', 0, 0, 0, 0, 0, 0)`;
    database.exec(`
      INSERT INTO job VALUES ${job(1, ended)}, ${job(2, '-')}, ${job(3, ended.replace('+0800', '+08:00'))};
      INSERT INTO transition (job, poll_id, to_state, observed_at, since, baseline)
      SELECT id, 'p', 'Success', 0, ${START + 5}, 0 FROM job`);
    migrate(database);
    const moves = database.prepare('SELECT * FROM hourly_transition').all();
    expect(moves).toEqual([{ hour: START, target: 'media', state: 'Success', jobs: 3 }]);
    const runs = database.prepare('SELECT * FROM hourly_run').all();
    expect(runs).toEqual([{ hour: START, target: 'media', bucket: 24, jobs: 2 }]);
  });
});
