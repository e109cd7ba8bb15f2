import * as fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { byKey, JOB_FIELDS, LISTED_FIELDS, type FieldKey } from '../../../src/core/job/fields.ts';
import { jobsByIds, saveJobs } from '../../../src/store/jobs/jobs.ts';
import { listJobs } from '../../../src/store/jobs/listed-jobs.ts';
import { knownJob } from '../../support/poll/known-job.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';

const someFields = (jobId: string) =>
  fc
    .record(byKey(JOB_FIELDS, () => fc.string({ unit: 'grapheme' })))
    .map((fields: Record<FieldKey, string>) => knownJob({ ...fields, jobId }));

describe('the fields of a job in the store', () => {
  it('have a column each', async () => {
    await using temporary = new TemporaryStore();
    const { rows } = await temporary.store.read((db) =>
      sql<{ name: string }>`SELECT name FROM pragma_table_info('job')`.execute(db),
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(JOB_FIELDS.map(({ column }) => column)),
    );
  });

  it('come back as they were kept last', async () => {
    await using temporary = new TemporaryStore();
    const { store } = temporary;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.tuple(someFields('b'), someFields('b')), async (versions) => {
        const jobId = `b${(runs += 1)}`;
        for (const version of versions) {
          const job = { ...version, jobId };
          await store.write((trx) => saveJobs(trx, 'media', [job]));
          const kept = await store.read((db) => jobsByIds(db, 'media', [jobId]));
          expect(kept.get(jobId)?.job).toEqual(job);
          const listed = await store.read((db) => listJobs(db, { target: 'media' }));
          const fields = byKey(LISTED_FIELDS, ({ key }) => job[key]);
          expect(listed.find((one) => one.jobId === jobId)).toMatchObject({ target: 'media', ...fields });
        }
      }),
      { numRuns: 30 },
    );
  });
});
