import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../../src/store/store.ts';
import { isNameFilter, type JobFilter } from '../../../../src/store/jobs/job-filter.ts';
import { jobPage } from '../../../../src/store/views/job-list.ts';
import type { Cursor, Direction } from '../../../../src/store/views/job-keyset.ts';
import {
  plainlyListed,
  saveAll,
  someFilter,
  someJobs,
  toTargetJob,
} from '../../../support/poll/listed-jobs.ts';
import { TemporaryStore } from '../../../support/store/temporary-store.ts';

const sizes = fc.record({
  limit: fc.integer({ min: 1, max: 7 }),
  // Small ones end most walks before a page is full.
  budget: fc.integer({ min: 1, max: 12 }),
});

/** The pages from one end to the other, each of its own query. */
async function readAll(
  store: Store,
  asked: {
    filter: JobFilter;
    towards: Direction['towards'];
    limit: number;
    budget: number;
  },
  between: (page: number) => Promise<void> = () => Promise.resolve(),
): Promise<string[][]> {
  const pages: string[][] = [];
  let from: Cursor | undefined;
  do {
    const direction = { towards: asked.towards, from };
    const page = await store.read((db) => jobPage(db, { ...asked, direction }));
    pages.push(page.jobs.map(({ jobId }) => jobId));
    if (pages.length > 2_000) throw new Error('the pages do not end');
    from = page.next;
    await between(pages.length);
  } while (from !== undefined);
  return pages;
}

describe('a list of jobs', () => {
  it('holds what a plain filter finds, in order, by pages of any size and both ways', async () => {
    await fc.assert(
      fc.asyncProperty(
        someJobs({ maxLength: 40 }),
        fc.array(someFilter, { minLength: 5, maxLength: 5 }),
        sizes,
        async (jobs, filters, size) => {
          await using temporary = new TemporaryStore();
          await saveAll(temporary.store, jobs);
          for (const filter of filters) {
            const expected = plainlyListed(jobs, filter);
            const older = await readAll(temporary.store, { filter, towards: 'older', ...size });
            expect(older.flat()).toEqual(expected);
            const newer = await readAll(temporary.store, { filter, towards: 'newer', ...size });
            expect(newer.toReversed().flat()).toEqual(expected);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('neither skips nor repeats a job while others come', async () => {
    await fc.assert(
      fc.asyncProperty(
        someJobs({ minLength: 5, maxLength: 30 }),
        someJobs({ minLength: 1, maxLength: 30 }),
        someFilter,
        sizes,
        async (before, later, filter, size) => {
          await using temporary = new TemporaryStore();
          const { store } = temporary;
          await saveAll(store, before);
          const coming = later.map(({ target, job }) => ({
            target,
            job: { ...job, jobId: `new-${job.jobId}` },
          }));
          const pages = await readAll(store, { filter, towards: 'older', ...size }, async () => {
            const next = coming.splice(0, 3);
            if (next.length > 0) await saveAll(store, next);
          });
          const seen = pages.flat();
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen.filter((id) => !id.startsWith('new-'))).toEqual(plainlyListed(before, filter));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('looks at no more than it may, and says so', async () => {
    await using temporary = new TemporaryStore();
    const jobs = Array.from({ length: 30 }, (_, index) =>
      toTargetJob({ state: 'Success', type: index === 0 ? 'Workflow' : 'Job', age: index }, `b${index}`),
    );
    await saveAll(temporary.store, jobs);
    const asked = {
      filter: { type: 'Workflow' },
      limit: 10,
      budget: 12,
      direction: { towards: 'older' },
    } as const;
    const first = await temporary.store.read((db) => jobPage(db, asked));
    expect(first).toMatchObject({ jobs: [], isCut: true, next: { id: 19 } });
    const pages = await readAll(temporary.store, { ...asked, towards: 'older' });
    expect(pages).toEqual([[], [], ['b0']]);
    const full = { filter: {}, limit: 10, budget: 12, direction: { towards: 'older' } } as const;
    const plain = await temporary.store.read((db) => jobPage(db, full));
    expect([plain.jobs.length, plain.isCut]).toEqual([10, false]);
  });

  it.each([
    ['*?c', ['a?c']],
    ['*[a]*', ['[a]']],
    ['*b*', ['abc', 'b']],
    ['a*c', ['abc', 'a?c']],
    ['a**', ['abc', 'a?c']],
  ])('takes nothing but stars in a name for a pattern: %s', async (name, expected) => {
    await using temporary = new TemporaryStore();
    const names = ['abc', 'a?c', '[a]', 'b', 'A', ''];
    await saveAll(
      temporary.store,
      names.map((one, index) => toTargetJob({ name: one, age: -index }, `b${index}`)),
    );
    const asked = { filter: { name }, limit: 10, budget: 20, direction: { towards: 'older' } } as const;
    const { jobs } = await temporary.store.read((db) => jobPage(db, asked));
    expect(jobs.map((job) => job.name)).toEqual(expected);
  });

  it('merges the jobs of more targets than one statement can', async () => {
    await using temporary = new TemporaryStore();
    const jobs = Array.from({ length: 620 }, (_, index) =>
      toTargetJob({ target: `t${index}`, age: index % 7 }, `b${index}`),
    );
    await temporary.store.write(async (trx) => {
      const targets = jobs.map(({ target: name }) => ({ name, bucket: 'b', region: 'r', scope: 's' }));
      for (const target of targets) await trx.insertInto('target').values(target).execute();
    });
    await saveAll(temporary.store, jobs);
    const pages = await readAll(temporary.store, { filter: {}, towards: 'older', limit: 100, budget: 1_000 });
    expect(pages.flat()).toEqual(plainlyListed(jobs, {}));
  });
});

it.each([
  ['*a*b*', true],
  ['a**b', true],
  ['*a*b*c*', false],
])('a name may hold three runs of stars: %s', (name, isOne) => {
  expect(isNameFilter(name)).toBe(isOne);
});
