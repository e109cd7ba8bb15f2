import { describe, expect, it } from 'vitest';
import type { ObjectDetails } from '../../../../src/core/job/object-details.ts';
import { objectsInFull, objectsText } from '../../../../src/render/content/objects-text.ts';
import { wordsOf } from '../../../../src/render/locale.ts';

const [english, chinese] = [wordsOf('en'), wordsOf('zh-CN')];

function counted(failed: number, total: number, cut: 'whole' | 'others' | 'failed' = 'whole') {
  return {
    kind: 'counted',
    total,
    byState: failed === 0 ? {} : { Failed: failed },
    failedByCode: {},
    isFailedComplete: cut !== 'failed',
    isComplete: cut === 'whole',
  } as const satisfies ObjectDetails;
}

describe('the objects of a job in one line', () => {
  it.each([
    [counted(1_204, 10_000), '1,204 of 10,000 objects failed', '10,000 个对象中有 1,204 个失败'],
    [counted(0, 999), '0 of 999 objects failed', '999 个对象中有 0 个失败'],
    [
      counted(120, 1_000, 'others'),
      '120 of at least 1,000 objects failed',
      '至少 1,000 个对象中有 120 个失败',
    ],
    [counted(1_000, 1_000, 'failed'), 'at least 1,000 objects failed', '至少 1,000 个对象失败'],
    [
      counted(0, 0),
      'not counted: no objects of this job were found in /jobs',
      '未统计：在 /jobs 中未找到该任务的对象',
    ],
    [
      { kind: 'unknown', reason: 'not-listed', list: '/pic_jobs' } as const,
      'not counted: no objects of this job were found in /pic_jobs',
      '未统计：在 /pic_jobs 中未找到该任务的对象',
    ],
    [counted(0, 0, 'others'), 'no object failed', '没有对象失败'],
    [counted(0, 0, 'failed'), 'no object could be counted', '未能统计任何对象'],
    [
      { kind: 'unknown', reason: 'no-tag' } as const,
      'not counted: the API gives no task type (Tag) of this job',
      '未统计：接口未返回该任务的类型（Tag）',
    ],
    [
      { kind: 'not-asked' } as const,
      'not counted: one poll asks about a few jobs only',
      '未统计：每次轮询只查询少量任务',
    ],
    [
      { kind: 'fault', fault: { code: 'AccessDenied', kind: 'right-missing' } } as const,
      'not counted: AccessDenied; allow ci:DescribeMediaJobs',
      '未统计：AccessDenied，请授予 ci:DescribeMediaJobs 权限',
    ],
    [
      { kind: 'fault', fault: { code: 'Slow\r\nDown', kind: 'throttled' } } as const,
      'not counted: Slow Down (too many requests)',
      '未统计：Slow Down（请求过于频繁）',
    ],
  ])('%j', (details, en, zh) => {
    expect([objectsText(details, english), objectsText(details, chinese)]).toEqual([en, zh]);
  });

  it('name the commonest codes, and count the others', () => {
    const failedByCode = { A: 1, B: 20, '': 5, C: 4, D: 3, E: 2 };
    const details = { ...counted(37, 240), failedByCode };
    expect(objectsInFull(details, english)).toBe(
      '37 of 240 objects failed: B (20), no code (5), C (4), D (3), E (2), others (3)',
    );
  });
});
