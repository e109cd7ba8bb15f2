import { describe, expect, it } from 'vitest';
import type { CodeAdvice } from '../../../../src/core/message/code-advice.ts';
import type { IncidentStory, Message } from '../../../../src/core/message/message.ts';
import type { QueueDetails } from '../../../../src/core/job/queue-details.ts';
import { fitContent } from '../../../../src/channel/email/mime/fit-content.ts';
import { sampleJob, sampleMessage, samplePausedJob } from '../../../support/mail/sample-message.ts';
import { unflow } from '../../../support/mail/unflow.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';

const AT = Date.parse('2026-11-23T01:15:06Z');
const story: IncidentStory = {
  state: 'open',
  labels: { target: 'media' },
  reason: 'opened',
  openedAt: AT,
  jobs: 1,
  unresolved: 1,
  totals: [{ state: 'Pause', count: 1 }],
  added: 1,
  notes: [],
};
const queue: QueueDetails = {
  queueId: 'p1',
  name: 'night',
  state: 'Paused',
  updatedAt: AT - 60_000,
  askedAt: AT,
};

function mailWith(queues: readonly QueueDetails[], changes: Partial<Message> = {}) {
  const message = sampleMessage({ jobs: [samplePausedJob()], story: { ...story, queues }, ...changes });
  const { summary, text, html } = fitContent(message, TENCENT_PAGES);
  return { summary, text: unflow(text), html: html.content };
}

describe('what a mail says of a queue', () => {
  it.each([
    [
      queue,
      'Queue night (p1) is Paused, last changed 2026-11-23 09:14:06.',
      '队列 night（p1）当前状态为 Paused，最后变更于 2026-11-23 09:14:06。',
    ],
    [
      { queueId: 'p1', name: '', state: 'Active', askedAt: AT - 3_600_000 },
      'Queue p1 is Active; asked 2026-11-23 08:15:06.',
      '队列 p1 当前状态为 Active，查询于 2026-11-23 08:15:06。',
    ],
    [
      { ...queue, state: '' },
      'Queue night (p1) was not found in /queue.',
      '在 /queue 中未找到队列 night（p1）。',
    ],
    [
      { ...queue, state: '', lists: ['/queue', '/asrqueue'] },
      'Queue night (p1) was not found in /queue, /asrqueue.',
      '在 /queue、/asrqueue 中未找到队列 night（p1）。',
    ],
    [
      {
        ...queue,
        state: '',
        fault: {
          kind: 'right-missing',
          code: 'AccessDenied',
          action: 'ci:DescribePicProcessQueues',
        } as const,
      },
      'Queue night (p1) could not be asked: AccessDenied; allow ci:DescribePicProcessQueues.',
      '无法查询队列 night（p1）：AccessDenied，请授予 ci:DescribePicProcessQueues 权限。',
    ],
    [
      { ...queue, state: '', fault: { kind: 'right-missing', code: 'AccessDenied' } as const },
      'Queue night (p1) could not be asked: AccessDenied; allow ci:DescribeMediaQueues.',
      '无法查询队列 night（p1）：AccessDenied，请授予 ci:DescribeMediaQueues 权限。',
    ],
    [
      { ...queue, state: '', fault: { kind: 'network', code: 'ECONNRESET' } as const },
      'Queue night (p1) could not be asked: ECONNRESET (no connection).',
      '无法查询队列 night（p1）：ECONNRESET（无法连接）。',
    ],
  ])('%j', (details, en, zh) => {
    const mail = mailWith([details]);
    expect(mail.text).toContain(en);
    expect(mail.html).toContain(en);
    expect(mailWith([details], { language: 'zh-CN' }).text).toContain(zh);
  });

  it('is text, whatever the name of the queue', () => {
    const { text, html } = mailWith([{ ...queue, name: '<img src=x>\r\nBcc: all' }]);
    expect(text).toContain('Queue <img src=x> Bcc: all (p1)');
    expect(html).toContain('Queue &lt;img src=x&gt; Bcc: all (p1)');
    expect(html).not.toContain('<img');
  });
});

describe('what a mail says of an error code', () => {
  const advice: readonly CodeAdvice[] = [
    { code: 'Broken<b>', means: 'It <broke>.', action: 'Mend "it".', link: 'https://example.com/?a=1&b="2' },
    { code: 'Other', means: 'Something else.', action: 'Look.', link: 'javascript:alert(1)' },
  ];

  it('stands in both parts, the link only where it is a page', () => {
    const { text, html } = mailWith([], { jobs: [sampleJob()], advice });
    expect(text).toContain(
      'Broken<b>: It <broke>.\r\nFirst: Mend "it".\r\nMore on Broken<b>: https://example.com/?a=1&b="2\r\n\r\n' +
        'Other: Something else.\r\nFirst: Look.\r\n\r\n',
    );
    expect(html).toContain('Broken&lt;b&gt;: It &lt;broke&gt;.');
    expect(html).toContain('href="https://example.com/?a=1&amp;b=&quot;2"');
    expect(text + html).not.toContain('javascript:');
  });
});

describe('a job that succeeded with failed objects', () => {
  const objects = {
    kind: 'counted',
    total: 10_000,
    byState: { Failed: 1_204, Success: 8_796 },
    failedByCode: { AccessDenied: 1_200, '': 4 },
    isFailedComplete: true,
    isComplete: true,
  } as const;
  const job = sampleJob({ state: 'Success', code: 'Success', objects, reason: 'success-with-failures' });
  const partial = { jobs: [job], story: { ...story, totals: [{ state: 'Success', count: 1 }] } };

  it('looks like a warning, not like a success', () => {
    const mail = mailWith([], partial);
    expect(mail.summary).toBe('Succeeded, but 1,204 of 10,000 objects failed: nightly-transcode (media)');
    expect(mail.text).toContain(
      'Objects    1,204 of 10,000 objects failed: AccessDenied (1,200), no code (4)\r\n',
    );
    expect(mail.html).toContain('#b45309');
    const chinese = mailWith([], { ...partial, language: 'zh-CN' });
    expect(chinese.summary).toBe('成功（10,000 个对象中有 1,204 个失败）：nightly-transcode（media）');
    expect(chinese.text).toContain(
      '对象：10,000 个对象中有 1,204 个失败：AccessDenied（1,200）、无错误码（4）\r\n',
    );
  });

  it('says so in its row, too, when there are many', () => {
    const jobs = Array.from({ length: 5 }, (_, n) => ({ ...job, jobId: `b${n}` }));
    const totals = [{ state: 'Success', count: 5 }];
    const mail = mailWith([], { jobs, story: { ...story, jobs: 5, totals } });
    expect(mail.summary).toBe('5 jobs succeeded with failed objects (media)');
    expect(mail.text.match(/1,204 of 10,000 objects failed/g)).toHaveLength(5);
  });
});
