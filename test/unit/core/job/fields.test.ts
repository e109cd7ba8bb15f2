import { describe, expect, it } from 'vitest';
import { byColumn, byKey, JOB_FIELDS, LISTED_FIELDS } from '../../../../src/core/job/fields.ts';
import { fieldLabel, fieldsIn, fieldText } from '../../../../src/core/job/show-field.ts';
import { LANGUAGES } from '../../../../src/core/message/message.ts';

describe('the table of fields', () => {
  it.each(['key', 'column', 'element'] as const)('names no %s twice', (name) => {
    const names = JOB_FIELDS.map((field) => field[name]);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(LANGUAGES)('has a label of its own for each field in %s', (language) => {
    const labels = JOB_FIELDS.map(({ label }) => label[language]);
    expect(labels).not.toContain(undefined);
    expect(labels).toEqual([...new Set(labels)]);
  });

  it('keeps inner XML out of lists', () => {
    const unlisted = JOB_FIELDS.filter(({ key }) => LISTED_FIELDS.every((listed) => listed.key !== key));
    expect(unlisted.map(({ key }) => key)).toEqual(['input', 'operation']);
  });

  it('makes objects by key and by column', () => {
    expect(byKey(LISTED_FIELDS, ({ column }) => column)).toMatchObject({
      jobId: 'job_id',
      endTime: 'end_time',
    });
    expect(byColumn(({ key }) => key)).toMatchObject({ job_id: 'jobId', operation: 'operation' });
  });
});

describe('a place', () => {
  it.each([
    ['mail', ['type', 'code', 'message']],
    ['page', ['type', 'code', 'message', 'creationTime', 'startTime', 'endTime']],
    ['list', ['type']],
    ['cli', ['type', 'name', 'code']],
  ] as const)('%s shows %j like any other field', (place, keys) => {
    expect(fieldsIn(place).map(({ key }) => key)).toEqual(expect.arrayContaining([...keys]));
  });
});

describe('the label of a field', () => {
  it.each([
    ['zh-CN', '错误码'],
    ['en', 'Code'],
    ['fr', 'Code'],
  ])('in %s is %s', (language, label) => {
    expect(fieldLabel('code', language)).toBe(label);
  });
});

const showTime = (at: number) => `at ${at}`;

describe('the text of a field', () => {
  it.each([
    ['a cause of a failed job', { state: 'Failed', code: 'SlowDown' }, 'code', 'SlowDown'],
    ['a cause of another job', { state: 'Pause', code: 'Success' }, 'code', ''],
    ['a time', { startTime: '1970-01-01T08:00:01+0800' }, 'startTime', 'at 1000'],
    ['a time that cannot be read', { startTime: 'soon' }, 'startTime', 'soon'],
    ['a field that an older message lacks', {}, 'startTime', ''],
  ])('of %s is what people read', (_what, job, key, text) => {
    const texts = JOB_FIELDS.filter((field) => field.key === key).map((field) =>
      fieldText(job, field, showTime),
    );
    expect(texts).toEqual([text]);
  });
});
