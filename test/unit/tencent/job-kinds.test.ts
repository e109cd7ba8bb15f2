import { describe, expect, it } from 'vitest';
import { filtersOf, JOB_KINDS, KIND_KEYS, kindOf } from '../../../src/tencent/job-kinds.ts';

describe('kinds of jobs', () => {
  it('have a key of their own in a target each', () => {
    expect(Object.keys(KIND_KEYS)).toEqual(JOB_KINDS.map(({ key }) => key));
    expect(new Set(Object.keys(KIND_KEYS)).size).toBe(JOB_KINDS.length);
  });

  it.each([{ jobs: {} }, { jobs: { type: 'Job' } }, {}])('of %j are batch jobs', (target) => {
    expect(kindOf(target).key).toBe('jobs');
  });

  it('read the filters of a target and nothing else of it', () => {
    const target = { name: 'media', jobs: { type: 'Job', name: 'nightly' } };
    expect(filtersOf(target)).toEqual({ jobs: { type: 'Job', name: 'nightly' } });
  });
});
