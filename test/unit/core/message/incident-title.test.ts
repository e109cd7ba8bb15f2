import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUP_FIELDS, type Labels } from '../../../../src/core/rule/group.ts';
import { incidentTitle, type IncidentCause } from '../../../../src/core/message/incident-title.ts';
import { LANGUAGES } from '../../../../src/core/message/message.ts';

const failed = { state: 'Failed' };
const target = 'media';

const causeOf = (of: Labels) => (of.state === undefined ? 'mixed' : { state: of.state });

describe('the title of an incident', () => {
  it.each<[cause: IncidentCause, labels: Labels, english: string, chinese: string]>([
    [failed, { target, code: 'AccessDenied' }, 'Failed: AccessDenied (media)', '失败：AccessDenied（media）'],
    [failed, { target, code: '' }, 'Failed: no error code (media)', '失败：无错误码（media）'],
    [{ state: 'Pause' }, { target, queueId: 'p1' }, 'Paused: queue p1 (media)', '已暂停：队列 p1（media）'],
    [{ state: 'Pause' }, { target, queueId: '' }, 'Paused: no queue (media)', '已暂停：无队列（media）'],
    [{ state: 'Cancel' }, { target }, 'Canceled (media)', '已取消（media）'],
    [{ state: 'Frozen' }, { target }, 'Frozen (media)', 'Frozen（media）'],
    ['overdue', { target, name: 'night' }, 'Too long: night (media)', '停留过久：night（media）'],
    [
      'partial-success',
      { target, name: 'night' },
      'Succeeded with failed objects: night (media)',
      '成功但有对象失败：night（media）',
    ],
    ['initial-scan', { target }, 'Initial scan (media)', '首次扫描（media）'],
    ['mixed', { name: 'night', workflowId: 'w1' }, 'Jobs: night, workflow w1', '任务：night、工作流 w1'],
    ['mixed', {}, 'Jobs', '任务'],
  ])('that is of %j and %j is %s, in Chinese %s', (cause, labels, english, chinese) => {
    expect(incidentTitle({ cause, labels }, 'en')).toBe(english);
    expect(incidentTitle({ cause, labels }, 'zh-CN')).toBe(chinese);
  });

  it('names the rule where it is given', () => {
    const scan = { cause: 'initial-scan', labels: { target }, rule: 'pauses' } as const;
    expect(incidentTitle(scan)).toBe('Initial scan: pauses (media)');
  });

  it('calls a queue by its name where it is known', () => {
    const paused = { cause: { state: 'Pause' }, labels: { target, queueId: 'p1' } };
    expect(incidentTitle({ ...paused, queueName: 'night' })).toBe('Paused: queue night (media)');
    expect(incidentTitle({ ...paused, queueName: '' })).toBe('Paused: queue p1 (media)');
  });

  it('differs from that of an incident of other labels under the same rule', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/);
    const fields = fc.uniqueArray(fc.constantFrom(...GROUP_FIELDS), { minLength: 1 });
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fields,
        fc.infiniteStream(value),
        (language, chosen, values) => {
          const labels = Object.fromEntries(chosen.map((field) => [field, values.next().value]));
          const title = (of: Labels) => incidentTitle({ cause: causeOf(of), labels: of }, language);
          for (const field of chosen)
            expect(title({ ...labels, [field]: `${labels[field]}x` })).not.toBe(title(labels));
        },
      ),
    );
  });
});
