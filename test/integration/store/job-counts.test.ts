import * as fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { KNOWN_STATES } from '../../../src/core/job/state.ts';
import { jobCounts } from '../../../src/store/jobs/counts.ts';
import { saveJobs } from '../../../src/store/jobs/jobs.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

/** Something done to one of a few jobs: seen for the first time or again, no longer followed, or pruned. */
const step = fc.record({
  jobId: fc.constantFrom('b1', 'b2', 'b3', 'b4'),
  target: fc.constantFrom('media', 'archive'),
  act: fc.oneof(
    fc.record({
      state: fc.constantFrom(...KNOWN_STATES, 'Novel'),
      type: fc.constantFrom('Job', 'Workflow', ''),
      followed: fc.boolean(),
    }),
    fc.constantFrom('unfollow' as const, 'retype' as const, 'delete' as const),
  ),
});

it('the counts per target, type and state always equal a real count', async () => {
  await using temporary = new TemporaryStore();
  const { store } = temporary;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await store.write((trx) => trx.deleteFrom('job').execute());
      for (const { jobId, target, act } of steps) {
        await store.write(async (trx) => {
          if (typeof act === 'object') await saveJobs(trx, target, [knownJob({ jobId, ...act })]);
          const changed = trx.updateTable('job').where('target', '=', target).where('job_id', '=', jobId);
          if (act === 'retype') await changed.set({ type: 'Novel' }).execute();
          if (act === 'unfollow') await changed.set({ followed: 0 }).execute();
          if (act === 'delete') {
            await trx.deleteFrom('job').where('target', '=', target).where('job_id', '=', jobId).execute();
          }
        });
      }
      const { rows } = await store.read((db) =>
        sql<object>`SELECT target, type, state, count(*) AS jobs FROM job
          WHERE followed = 1 OR state IN ('Success', 'Failed', 'Cancel')
          GROUP BY target, type, state ORDER BY target, type, state`.execute(db),
      );
      expect(await store.read(jobCounts)).toEqual(rows);
    }),
    { numRuns: 60 },
  );
});
