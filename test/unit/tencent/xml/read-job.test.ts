import { describe, expect, it } from 'vitest';
import type { FieldKind } from '../../../../src/core/job/fields.ts';
import { readField, readJob } from '../../../../src/tencent/xml/read-job.ts';

const ADDRESS = 'https://b.cos.ap-beijing.myqcloud.com/a?q-signature=0123456789';
const HIDDEN = 'https://b.cos.ap-beijing.myqcloud.com/a?q-signature=***';

describe('reading a field of a job', () => {
  it.each<[FieldKind, string, string]>([
    ['id', ' b1 ', 'b1'],
    ['id', 'b'.repeat(1_025), ''],
    ['word', ' Job\n', 'Job'],
    ['name', ' two blanks ', ' two blanks '],
    ['name', ADDRESS, ADDRESS],
    ['prose', ADDRESS, HIDDEN],
    ['time', ' - ', ''],
    ['time', '2022-06-27T15:23:10+0800', '2022-06-27T15:23:10+0800'],
    ['xml', `<Object>${ADDRESS}</Object>`, `<Object>${HIDDEN}</Object>`],
  ])('takes %s %j for %j', (kind, written, read) => {
    expect(readField({ Field: written }, 'Field', kind)).toBe(read);
  });

  it.each([
    ['JobLevel', ''],
    ['Operation/JobLevel', '2'],
    ['Operation/Output/Bucket', 'examplebucket-1250000000'],
    ['Operation/Nothing', ''],
    ['Operation/JobLevel/Deeper', ''],
    ['Nothing/JobLevel', ''],
    ['Garbage/JobLevel', ''],
    ['Parsed/JobLevel', '1'],
  ])('finds by the path %s the text %j', (path, text) => {
    const row = {
      Operation: '<JobLevel> 2 </JobLevel><Output><Bucket>examplebucket-1250000000</Bucket></Output>',
      Garbage: '<JobLevel>2</Job',
      Parsed: { JobLevel: '1' },
    };
    expect(readField(row, path, 'word')).toBe(text);
  });
});

describe('reading a row', () => {
  it('leaves elements of the table out of the others', () => {
    const job = readJob({ JobId: 'b1', State: 'Running', Name: 'demo', Progress: '30', Operation: '' });
    expect(job).toMatchObject({ jobId: 'b1', state: 'Running', name: 'demo', extra: { Progress: '30' } });
    expect(Object.keys(job?.extra ?? {})).toEqual(['Progress']);
  });

  it.each([{ JobId: 'b1' }, { State: 'Running' }, { JobId: ' ', State: 'Running' }])(
    '%j is no job',
    (row) => {
      expect(readJob(row)).toBeUndefined();
    },
  );
});
