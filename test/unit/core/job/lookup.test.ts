import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { planLookups, type MissingJob } from '../../../../src/core/job/lookup.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/platform/time.ts';

const missing = fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { maxLength: 60 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc.record({
        jobId: fc.constant(`b${id}`),
        createdAt: fc.option(fc.integer({ min: 0, max: 3 * DAY }), { nil: undefined }),
      }),
    ),
  ),
);

it('asks for each missing job exactly once, in ranges that hold it, and never for more pages than jobs', () => {
  fc.assert(
    fc.property(missing, (jobs: readonly MissingJob[]) => {
      const plan = planLookups(jobs);
      const asked = plan.flatMap((lookup) => (lookup.kind === 'by-id' ? [lookup.jobId] : lookup.jobIds));
      expect(asked.toSorted()).toEqual(jobs.map(({ jobId }) => jobId).toSorted());
      for (const lookup of plan) {
        if (lookup.kind === 'by-id') continue;
        expect(lookup.maxPages).toBeGreaterThan(0);
        expect(lookup.maxPages).toBeLessThan(lookup.jobIds.length);
        for (const jobId of lookup.jobIds) {
          const createdAt = jobs.find((job) => job.jobId === jobId)?.createdAt;
          expect(createdAt).toBeGreaterThanOrEqual(lookup.range.from);
          expect(createdAt).toBeLessThanOrEqual(lookup.range.until);
        }
      }
    }),
  );
});

it('takes jobs created together as one range, and lone ones by id', () => {
  const together = [0, 1, 2].map((n) => ({ jobId: `together ${n}`, createdAt: n * MINUTE }));
  expect(planLookups([...together, { jobId: 'later', createdAt: 5 * HOUR }])).toEqual([
    {
      kind: 'by-range',
      range: { from: 0, until: 2 * MINUTE },
      jobIds: ['together 0', 'together 1', 'together 2'],
      maxPages: 1,
    },
    { kind: 'by-id', jobId: 'later' },
  ]);
});
