import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../src/core/job/job.ts';
import { readDetails } from '../../../../src/tencent/job/details.ts';
import { parseBody } from '../../../support/poll/parse-body.ts';

function jobOf(fixture: string): Job {
  const text = readFileSync(new URL(`../../../fixtures/tencent/${fixture}`, import.meta.url), 'utf8');
  const parsed = parseBody(text);
  const job = parsed.kind === 'page' ? parsed.page.jobs.at(-1) : undefined;
  if (job === undefined) throw new Error(`no job in ${fixture}`);
  return job;
}

const EMPTY = {
  queueId: '',
  workflowIds: [],
  tag: '',
  templateId: '',
  userData: '',
  inputSummary: '',
  operationSummary: '',
};

describe('the details of a job', () => {
  it('say what an independent job does', () => {
    expect(readDetails(jobOf('list-single-job-all-fields.xml'))).toEqual({
      queueId: 'p00000000000000000000000000000001',
      workflowIds: [],
      tag: 'Transcode',
      templateId: 't00000000000000000000000000000001',
      userData: 'team=media;ticket=42',
      inputSummary: 'Manifest cos_bucket_inventory/1250000000/examplebucket/daily/20240627/manifest.json',
      operationSummary:
        'Transcode, template t00000000000000000000000000000001, queue p00000000000000000000000000000001',
    });
  });

  it('decode what is escaped', () => {
    const details = readDetails(jobOf('list-escapes-and-unicode.xml'));
    expect(details).toMatchObject({ userData: 'a & b <c>', inputSummary: 'Prefix 输入/a&b/' });
  });

  it('take queue and tag from beside Operation when it has none', () => {
    expect(readDetails(jobOf('list-go-sdk-extra-fields.xml'))).toMatchObject({
      queueId: 'p00000000000000000000000000000001',
      tag: 'Transcode',
      workflowIds: ['w00000000000000000000000000000001'],
      operationSummary:
        'Transcode, workflow w00000000000000000000000000000001, queue p00000000000000000000000000000001',
    });
  });

  it('know several workflows', () => {
    const job = { ...jobOf('list-single-workflow.xml'), operation: '<WorkflowIds>w1, w2,</WorkflowIds>' };
    expect(readDetails(job).workflowIds).toEqual(['w1', 'w2']);
  });

  it('know a hundred workflows at most', () => {
    const operation = `<WorkflowIds>${Array.from({ length: 20_000 }, (_, id) => `w${id}`).join(',')}</WorkflowIds>`;
    expect(readDetails({ ...jobOf('list-single-workflow.xml'), operation }).workflowIds).toHaveLength(100);
  });

  it('have no queue whose id is longer than any of the service', () => {
    const operation = `<QueueId>p${'0'.repeat(300)}</QueueId>`;
    expect(readDetails({ ...jobOf('list-single-workflow.xml'), operation }).queueId).toBe('');
  });

  it('are empty in the layout of 2022', () => {
    expect(readDetails(jobOf('list-legacy-2022-placeholders.xml'))).toEqual(EMPTY);
  });
});

describe('what is shown of a job', () => {
  it('are one bounded line each', () => {
    const job = {
      ...jobOf('list-single-workflow.xml'),
      input: `<Prefix>a\n\u2028b${'x'.repeat(1_000)}</Prefix>`,
    };
    const { inputSummary } = readDetails(job);
    expect(inputSummary).toMatch(/^Prefix a bx+…$/);
    expect(inputSummary).toHaveLength(300);
  });

  it('never throw, and are empty when nothing can be read', () => {
    const job = { ...jobOf('list-single-workflow.xml'), extra: {} };
    for (const raw of [
      '<Prefix>',
      '</Fragment><Fragment>',
      '<!DOCTYPE x>',
      'text',
      '<__proto__/>',
      '<a>'.repeat(300),
    ]) {
      expect(readDetails({ ...job, input: raw, operation: raw })).toEqual(EMPTY);
    }
    fc.assert(
      fc.property(fc.string(), (raw) => {
        expect(Object.keys(readDetails({ ...job, input: raw, operation: raw }))).toEqual(Object.keys(EMPTY));
      }),
    );
  });
});
