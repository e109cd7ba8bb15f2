import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { renderSubject } from '../../../../src/channels/email/render-subject.ts';
import { sampleJob, sampleMessage, samplePausedJob } from '../../../support/sample-message.ts';

describe('the subject', () => {
  it('names the one job', () => {
    expect(renderSubject(sampleMessage())).toBe('[Batchwatch] Failed: nightly-transcode (media)');
  });

  it('names a job without a name by its id', () => {
    const message = sampleMessage({ jobs: [sampleJob({ jobId: 'b123', name: '' })] });
    expect(renderSubject(message)).toBe('[Batchwatch] Failed: b123 (media)');
  });

  it('counts several jobs by state, listed or not', () => {
    const counts = [
      { state: 'Failed', count: 12 },
      { state: 'Pause', count: 1 },
    ];
    expect(renderSubject(sampleMessage({ counts }))).toBe('[Batchwatch] 12 jobs Failed, 1 Pause (media)');
  });

  it('counts one job of each state in the singular', () => {
    const jobs = [sampleJob(), samplePausedJob()];
    expect(renderSubject(sampleMessage({ jobs }))).toBe('[Batchwatch] 1 job Failed, 1 Pause (media)');
  });

  it('says that a baseline is a first look', () => {
    const counts = [
      { state: 'Failed', count: 3 },
      { state: 'Pause', count: 1 },
    ];
    const message = sampleMessage({ kind: 'baseline', counts });
    expect(renderSubject(message)).toBe('[Batchwatch] First look: 3 jobs Failed, 1 Pause (media)');
    expect(renderSubject(sampleMessage({ kind: 'baseline' }))).toBe(
      '[Batchwatch] First look: Failed: nightly-transcode (media)',
    );
  });

  it('says that a test is one, and for whom', () => {
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
