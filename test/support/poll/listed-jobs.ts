import * as fc from 'fast-check';
import { toApiTime } from '../../../src/core/job/api-time.ts';
import type { KnownJob } from '../../../src/core/job/job.ts';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import type { Store } from '../../../src/store/store.ts';
import { registerTarget } from '../../../src/store/jobs/targets.ts';
import type { JobFilter } from '../../../src/store/jobs/job-filter.ts';
import { SECOND } from '../../../src/platform/time.ts';
import { knownJob } from './known-job.ts';

/** A job with the target that knows it. */
export interface TargetJob {
  target: string;
  job: KnownJob;
}

const START = Date.parse('2024-06-27T07:23:10Z');
const TARGETS = ['media', 'archive', 'small'];
const STATES = ['Submitted', 'Running', 'Success', 'Failed', 'Pause', 'Cancel', 'Frozen', 'unknown', ''];
const NAMES = ['a', 'ab', 'abc', 'b', 'ba', 'a*', 'a?c', '[a]', '', 'A', 'ab\u202E', '视频', 'aaab'];

/** Jobs that share much: names, states, and moments of creation. */
export const someJobs = (sizes: { minLength?: number; maxLength: number }) =>
  fc
    .array(
      fc.record({
        target: fc.constantFrom(...TARGETS),
        state: fc.constantFrom(...STATES),
        type: fc.constantFrom('Job', 'Workflow', ''),
        name: fc.constantFrom(...NAMES),
        code: fc.constantFrom('Success', 'AccessDenied', 'InternalError', ''),
        age: fc.integer({ min: 0, max: 6 }),
        isReadable: fc.boolean(),
      }),
      sizes,
    )
    .map((drawn) => drawn.map((one, index) => toTargetJob(one, `b${index}`)));

export function toTargetJob(
  drawn: Partial<Pick<KnownJob, 'state' | 'type' | 'name' | 'code'>> & {
    target?: string;
    age: number;
    isReadable?: boolean;
  },
  jobId: string,
): TargetJob {
  const { target = 'media', age, isReadable = true, ...fields } = drawn;
  const at = START + age * SECOND;
  const job = knownJob({
    ...fields,
    jobId,
    creationTime: isReadable ? toApiTime(at) : '-',
    // Where creation can be read, when it was first seen must not matter.
    firstSeenAt: isReadable ? START : at,
  });
  return { target, job };
}

export async function saveAll(store: Store, jobs: readonly TargetJob[]): Promise<void> {
  await store.write(async (trx) => {
    for (const name of TARGETS) await registerTarget(trx, { name, bucket: 'b', region: 'r', scope: 's' });
    for (const { target, job } of jobs) await saveJobs(trx, target, [job]);
  });
}

export const someFilter: fc.Arbitrary<JobFilter> = fc.record({
  target: maybe(fc.constantFrom(...TARGETS, 'nowhere')),
  states: maybe(fc.uniqueArray(fc.constantFrom(...STATES), { maxLength: 4 })),
  type: maybe(fc.constantFrom('Job', 'Workflow')),
  name: maybe(
    fc.constantFrom(
      'a',
      'ab',
      'a*',
      '*',
      '*b',
      'a*c',
      '*a*',
      '**b*',
      'a?c',
      '[a]',
      '[*',
      'A*',
      '视*',
      'zz*',
      'ab\u202E',
      '*?c',
      '*[a]*',
    ),
  ),
  code: maybe(fc.constantFrom('Success', 'AccessDenied', 'Nothing')),
  createdFrom: maybe(fc.integer({ min: -1, max: 7 }).map((age) => START + age * SECOND)),
  createdUntil: maybe(fc.integer({ min: -1, max: 7 }).map((age) => START + age * SECOND)),
});

function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq: 2 });
}

/** The ids of those wanted, the newest first: as plain as it can be said. */
export function plainlyListed(jobs: readonly TargetJob[], filter: JobFilter): string[] {
  return jobs
    .map((one, row) => ({ ...one, row, age: Date.parse(isoOf(one.job.creationTime)) || one.job.firstSeenAt }))
    .filter(({ target, job, age }) => {
      const { states = [], name, code } = filter;
      const isKnown = STATES.indexOf(job.state) < 6;
      return (
        (filter.target ?? target) === target &&
        (filter.type ?? job.type) === job.type &&
        (states.length === 0 || states.includes(job.state) || (!isKnown && states.includes('unknown'))) &&
        (name === undefined || toPattern(name).test(job.name)) &&
        (code === undefined || (job.state === 'Failed' && job.code === code && code !== 'Success')) &&
        age >= (filter.createdFrom ?? -Infinity) &&
        age < (filter.createdUntil ?? Infinity)
      );
    })
    .toSorted((a, b) => b.age - a.age || b.row - a.row)
    .map(({ job }) => job.jobId);
}

function isoOf(apiTime: string): string {
  return apiTime.replace(/(\d\d)$/, ':$1');
}

function toPattern(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
