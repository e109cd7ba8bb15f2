import { describe, expect, it } from 'vitest';
import { diffPage, type DiffContext } from '../../../../src/core/job/diff.ts';
import { byKey, JOB_FIELDS } from '../../../../src/core/job/fields.ts';
import type { Job, KnownJob } from '../../../../src/core/job/job.ts';
import { HOUR, MINUTE } from '../../../../src/platform/time.ts';

const CREATED = Date.parse('2024-06-27T07:23:10Z');
const NOW = CREATED + HOUR;
const CONTEXT: DiffContext = { observedAt: NOW, baseline: false, confirmed: false, left: new Map() };

describe('since when a job is in its state', () => {
  it.each([
    ['Submitted', {}, CREATED],
    ['Running', { startTime: '2024-06-27T15:30:00+0800' }, Date.parse('2024-06-27T07:30:00Z')],
    ['Running', { startTime: '' }, NOW],
    ['Failed', { endTime: '2024-06-27T15:40:00+0800' }, Date.parse('2024-06-27T07:40:00Z')],
    ['Pause', { endTime: '2024-06-27T15:40:00+0800' }, NOW],
    ['Success', { endTime: '2030-01-01T00:00:00+0800' }, NOW],
  ])('is the time the API gives, where it can be true: %s %o', (state, times, since) => {
    expect(first({ state, ...times }).stateSince).toBe(since);
  });

  it('is not before the state that came before', () => {
    const paused = first({ state: 'Pause', startTime: '2024-06-27T15:30:00+0800' });
    const resumed = next(paused, { ...paused, state: 'Running' }, NOW + MINUTE, { confirmed: true });
    expect(resumed.transitions).toMatchObject([
      { from: 'Pause', to: 'Running', since: NOW + MINUTE, previousSince: NOW },
    ]);
  });

  it('becomes what the API gives when it gives it later', () => {
    const running = first({ state: 'Running' });
    const notified = next(running, { ...running, startTime: '2024-06-27T15:30:00+0800' }, NOW + MINUTE);
    expect(notified.transitions).toEqual([]);
    expect(notified.changed[0]?.stateSince).toBe(Date.parse('2024-06-27T07:30:00Z'));
    expect(notified.observations).toMatchObject([
      { changes: { startTime: ['', '2024-06-27T15:30:00+0800'] } },
    ]);
  });
});

describe('a page', () => {
  it('that says what is known changes nothing', () => {
    const known = first({ state: 'Running' });
    expect(next(known, known, NOW + MINUTE)).toEqual({
      changed: [],
      transitions: [],
      observations: [],
      doubtful: [],
    });
  });

  it('keeps an undocumented field that moves, without a line in the history', () => {
    const known = first({ state: 'Running', extra: { Progress: '30' } });
    const moved = next(known, { ...known, extra: { Progress: '40' } }, NOW + MINUTE);
    expect(moved.changed).toMatchObject([{ extra: { Progress: '40' }, changedAt: NOW + MINUTE }]);
    expect(moved.observations).toEqual([]);
  });

  it('with a job twice compares the second row with the first', () => {
    const running = job({ state: 'Running' });
    const diff = diffPage(new Map(), [running, { ...running, state: 'Failed' }, running], CONTEXT);
    expect(diff.transitions.map(({ from, to }) => [from, to])).toEqual([
      [undefined, 'Running'],
      ['Running', 'Failed'],
    ]);
    expect(diff.doubtful).toEqual([running]);
    expect(diff.changed).toMatchObject([{ state: 'Failed', followed: false }]);
  });
});

describe('an answer that may be a stale one', () => {
  const PAUSED_BEFORE = new Map([['b1', new Set(['Pause'])]]);

  it.each([
    ['leaves an ended state', 'Failed', 'Running', {}, true],
    ['goes back from Running to Submitted', 'Running', 'Submitted', {}, true],
    ['leaves Pause', 'Pause', 'Running', {}, true],
    ['comes back to Pause', 'Running', 'Pause', { left: PAUSED_BEFORE }, true],
    ['pauses for the first time', 'Submitted', 'Pause', {}, false],
    ['ends in Pause', 'Pause', 'Failed', {}, false],
    [
      'comes back to Pause, as a second answer says',
      'Running',
      'Pause',
      { left: PAUSED_BEFORE, confirmed: true },
      false,
    ],
  ])('is doubted or not: it %s', (_what, from, to, changes, isDoubted) => {
    const known = first({ state: from });
    const { doubtful, changed } = next(known, { ...known, state: to }, NOW + MINUTE, changes);
    expect(doubtful).toHaveLength(isDoubted ? 1 : 0);
    expect(changed).toHaveLength(isDoubted ? 0 : 1);
  });
});

function job(changes: Partial<Job>): Job {
  const fields = { jobId: 'b1', state: 'Running', type: 'Job', name: 'n', code: 'Success' };
  const creationTime = '2024-06-27T15:23:10+0800';
  return { ...byKey(JOB_FIELDS, () => ''), ...fields, creationTime, extra: {}, ...changes };
}

/** What is known of a job after its first sight. */
function first(changes: Partial<Job>): KnownJob {
  const [known] = diffPage(new Map(), [job(changes)], CONTEXT).changed;
  if (known === undefined) throw new Error('a new job is a change');
  return known;
}

function next(known: KnownJob, seen: Job, observedAt: number, changes: Partial<DiffContext> = {}) {
  return diffPage(new Map([[known.jobId, known]]), [seen], { ...CONTEXT, observedAt, ...changes });
}
