import { describe, expect, it } from 'vitest';
import { threadSubject } from '../../../../src/render/compose/thread-subject.ts';
import { sampleJob } from '../../../support/mail/sample-message.ts';

const title = 'Failed: AccessDenied (media)';
const one = { title, labels: {}, jobs: [sampleJob()], counts: [{ state: 'Failed', count: 1 }] };
const many = { ...one, counts: [{ state: 'Failed', count: 14 }] };

describe('the subject of a thread', () => {
  it.each([
    ['an opening of one job names it', { ...one, kind: 'opening' }, `${title}, nightly-transcode`],
    [
      'a job without a name is called by its id',
      { ...one, kind: 'opening', jobs: [sampleJob({ jobId: 'b1', name: '' })] },
      `${title}, b1`,
    ],
    ['an opening of many counts them', { ...many, kind: 'opening' }, `${title}, 14 jobs`],
    [
      'a name that the title has is not said again',
      { ...one, kind: 'opening', labels: { name: 'x' } },
      title,
    ],
    ['a condition has no jobs', { ...one, kind: 'opening', jobs: [], counts: [] }, title],
    ['an escalation says so', { ...many, kind: 'escalation' }, `Escalated: ${title}, 14 jobs`],
    ['a closing that is first says so', { ...many, kind: 'closing' }, `Resolved: ${title}, 14 jobs`],
  ] as const)('%s', (_name, first, subject) => {
    expect(threadSubject(first)).toBe(subject);
  });

  it('is Chinese where mails are', () => {
    expect(threadSubject({ ...many, kind: 'escalation', title: '失败：A（m）' }, 'zh-CN')).toBe(
      '已升级：失败：A（m），14 个任务',
    );
  });
});
