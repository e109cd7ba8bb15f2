import { describe, expect, it } from 'vitest';
import {
  assignExpectedJobs,
  beginOf,
  type Slot,
} from '../../../../src/core/incident/assign-expected-jobs.ts';
import { MINUTE } from '../../../../src/platform/time.ts';

const DUE = Date.parse('2026-01-01T08:00:00Z');

/** Times that come due every `every` minutes, with the states of what they have. */
function slots(every: number, createdWithin: number, has: readonly (readonly string[])[]): Slot[] {
  return has.map((states, index) => {
    const due = DUE + index * every * MINUTE;
    const begins = beginOf(due, due - every * MINUTE);
    return { due, begins, createBy: due + createdWithin * MINUTE, states };
  });
}

/** Per job, created so many minutes after the first time: the place of its slot, or undefined. */
function places(open: readonly Slot[], jobs: readonly (readonly [minute: number, state: string])[]) {
  const free = jobs.map(([minute, state], row) => ({ row, state, createdAt: DUE + minute * MINUTE }));
  const assigned = assignExpectedJobs(open, free);
  return free.map(({ row }) => open.findIndex(({ due }) => due === assigned.get(row)));
}

describe('a job that an expectation awaits', () => {
  it.each([
    [undefined, 5],
    [60, 5],
    [5, 2.5],
    [1, 0.5],
  ])('may be early, where the one before is %s minutes ago, by %s', (distance, early) => {
    const previous = distance === undefined ? undefined : DUE - distance * MINUTE;
    expect(DUE - beginOf(DUE, previous)).toBe(early * MINUTE);
  });

  it('is taken once', () => {
    expect(places(slots(5, 2, [[], [], []]), [[0, 'Success']])).toEqual([0]);
  });

  it('a little early is that of the time to come', () => {
    expect(places(slots(5, 2, [[], []]), [[3, 'Running']])).toEqual([1]);
    expect(places(slots(5, 2, [[], []]), [[2.4, 'Running']])).toEqual([0]);
  });

  it('before the first has begun is nobody’s', () => {
    expect(places(slots(60, 15, [[]]), [[-6, 'Running']])).toEqual([-1]);
  });

  it('in time for several is that of the first which has none', () => {
    const jobs = [70, 80, 130].map((minute) => [minute, 'Running'] as const);
    expect(places(slots(60, 90, [[], [], []]), jobs)).toEqual([0, 1, 2]);
  });

  it('in time for none is that of the latest which has none', () => {
    expect(places(slots(60, 5, [[], [], []]), [[130, 'Running']])).toEqual([2]);
  });

  it('is a new try where the one before was lost, and not that of the next time', () => {
    expect(places(slots(60, 5, [['Failed'], []]), [[30, 'Running']])).toEqual([0]);
    expect(
      places(slots(60, 5, [['Failed'], []]), [
        [60, 'Running'],
        [70, 'Running'],
      ]),
    ).toEqual([1, 0]);
  });

  it('that nobody needs goes with the latest', () => {
    expect(
      places(slots(60, 5, [[]]), [
        [0, 'Running'],
        [10, 'Success'],
      ]),
    ).toEqual([0, 0]);
  });
});
