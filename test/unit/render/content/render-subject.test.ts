import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fitContent } from '../../../../src/channel/email/mime/fit-content.ts';
import { renderSubject, renderSummary } from '../../../../src/render/content/render-subject.ts';
import { story } from '../../../looks/sample-parts.ts';
import { sampleJob, sampleMessage, samplePausedJob } from '../../../support/mail/sample-message.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';

describe('the summary', () => {
  it('names the one job', () => {
    expect(renderSummary(sampleMessage())).toBe('Failed: nightly-transcode (media)');
  });

  it('counts a job without a name, so that the text has its id on one line alone', () => {
    const message = sampleMessage({ jobs: [sampleJob({ jobId: 'b123', name: '' })] });
    expect(renderSummary(message)).toBe('1 job failed (media)');
    const lines = fitContent(message, TENCENT_PAGES).text.content.split('\r\n');
    expect(lines.filter((line) => /^(Failed|Pause)\b.*\bb123\b/.test(line))).toEqual(['Failed  b123']);
  });

  it('counts several jobs by state, listed or not', () => {
    const counts = [
      { state: 'Failed', count: 12 },
      { state: 'Pause', count: 1 },
    ];
    expect(renderSummary(sampleMessage({ counts }))).toBe('12 jobs failed, 1 paused (media)');
    expect(renderSummary(sampleMessage({ counts, language: 'zh-CN' }))).toBe(
      '12 个任务失败，1 个已暂停（media）',
    );
  });

  it('counts one job of each state in the singular', () => {
    const jobs = [sampleJob(), samplePausedJob()];
    expect(renderSummary(sampleMessage({ jobs }))).toBe('1 job failed, 1 paused (media)');
  });

  it('says that a baseline is an initial scan', () => {
    const counts = [
      { state: 'Failed', count: 3 },
      { state: 'Pause', count: 1 },
    ];
    const message = sampleMessage({ kind: 'baseline', counts });
    expect(renderSummary(message)).toBe('Initial scan: 3 jobs failed, 1 paused (media)');
    expect(renderSummary(sampleMessage({ kind: 'baseline' }))).toBe(
      'Initial scan: Failed: nightly-transcode (media)',
    );
  });
});

describe('the subject', () => {
  const subject = 'Failed: AccessDenied (media), 14 jobs';

  it("is the thread's, after Re: in all mails but the first", () => {
    expect(renderSubject(sampleMessage({ subject }))).toBe(`[Batchwatch] ${subject}`);
    const inReplyTo = '<01jd9x2m-1.1@batchwatch.example.com>';
    for (const kind of ['update', 'reminder', 'escalation', 'closing'] as const)
      expect(renderSubject(sampleMessage({ kind, subject, inReplyTo }))).toBe(`Re: [Batchwatch] ${subject}`);
  });

  it('of a message that is older than stored subjects is the title of its incident', () => {
    const jobs = [sampleJob()];
    const older = {
      jobs,
      story: story({ labels: { target: 'media', state: 'Failed', code: 'AccessDenied' } }),
    };
    expect(renderSubject(sampleMessage(older))).toBe('[Batchwatch] Failed: AccessDenied (media)');
    expect(renderSubject(sampleMessage({ ...older, inReplyTo: '<a@b>' }))).toBe(
      'Re: [Batchwatch] Failed: AccessDenied (media)',
    );
  });

  it('names a test and its receiver', () => {
    const { target: _, ...rest } = sampleMessage({ kind: 'test', jobs: [], counts: [] });
    expect(renderSubject(rest)).toBe('[Batchwatch] Test message for oncall');
  });
});

describe('the subject of a hostile name', () => {
  it('shows line breaks and direction overrides instead of obeying them', () => {
    const jobs = [sampleJob({ name: 'a\r\nBcc: evil@example.com\u202Ecod' })];
    expect(renderSubject(sampleMessage({ jobs }))).toBe(
      String.raw`[Batchwatch] Failed: a\r\nBcc: evil@example.com\u{202E}cod (media)`,
    );
  });

  it('cuts a very long name between characters, never inside one', () => {
    const family = '👩‍👩‍👧‍👦';
    const jobs = [sampleJob({ name: family.repeat(100) })];
    const subject = renderSubject(sampleMessage({ jobs }));
    expect(subject).toBe(`[Batchwatch] Failed: ${family.repeat(11)}… (media)`);
  });

  it('is one short line without anything unseen, whatever the names hold', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, state, targetName) => {
        const target = { name: targetName, bucket: 'b-1', region: 'r' };
        const subject = renderSubject(sampleMessage({ target, jobs: [sampleJob({ name, state })] }));
        expect(subject).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        expect(subject.isWellFormed()).toBe(true);
        expect(subject.startsWith('[Batchwatch] ')).toBe(true);
      }),
    );
  });
});
