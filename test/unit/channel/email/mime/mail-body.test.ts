import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Message, MessageJob } from '../../../../../src/core/message/message.ts';
import { fitContent } from '../../../../../src/channel/email/mime/fit-content.ts';
import { sampleJob, sampleMessage, samplePausedJob } from '../../../../support/mail/sample-message.ts';
import { unflow } from '../../../../support/mail/unflow.ts';
import { TENCENT_PAGES } from '../../../../../src/tencent/advice/vendor-pages.ts';

const textOf = (message: Message) => unflow(fitContent(message, TENCENT_PAGES).text);
const htmlOf = (message: Message) => fitContent(message, TENCENT_PAGES).html.content;
const linesOf = (message: Message) => textOf(message).split('\r\n');

describe('the text of a mail about one Failed job', () => {
  it('says what, where, since when, what before, why, and where to look', () => {
    expect(textOf(sampleMessage())).toBe(
      [
        'Failed: nightly-transcode (media)',
        '',
        'Failed  be7d3a5c0f2b44c6a9d1e8f7b6c5d4e3f  nightly-transcode',
        'Code       InvalidArgument',
        'Message    The template does not exist',
        'Since      2026-11-23 09:15:02',
        'Before     Running for 2 h 10 min',
        'Input      Prefix videos/2024/',
        'Operation  Transcode, template t1460606b',
        'Queue      p893bcda225bf4945a378da6662e81a89',
        'Type       Job',
        'Created    2026-11-23 07:03:22',
        'Target     media',
        'Bucket     examplebucket-1250000000',
        'Region     ap-beijing',
        'Time zone  Asia/Shanghai (UTC+08:00)',
        '',
        'Details:',
        'batchwatch explain be7d3a5c0f2b44c6a9d1e8f7b6c5d4e3f',
        'batchwatch jobs --target media --state Failed',
        '',
        'Tencent console: https://console.cloud.tencent.com/ci/bucket?bucket=examplebucket-1250000000&region=ap-beijing',
        'What the states mean: https://cloud.tencent.com/document/product/460/76894',
        '',
        '-- ',
        'Receiver oncall, by rule failures (state-changed).',
        'Incident 01jd9x2m, severity critical.',
        'Sent by Batchwatch at http://localhost:9464.',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    ['UTC', '2026-11-23 01:15:02', 'UTC'],
    ['America/St_Johns', '2026-11-22 21:45:02', 'America/St_Johns (UTC-03:30)'],
  ])('names the zone of its times once: %s', (timezone, since, zone) => {
    const lines = linesOf(sampleMessage({ timezone }));
    expect(lines).toContain(`Since      ${since}`);
    expect(lines.filter((line) => line.includes(timezone))).toEqual([`Time zone  ${zone}`]);
  });

  it('says so when the job was never seen in another state', () => {
    const { from: _from, previousSince: _since, ...job } = sampleJob();
    expect(linesOf(sampleMessage({ jobs: [job] }))).toContain('Before     not seen before');
  });
});

describe('the text of a mail about a paused job', () => {
  it('names the queue as the usual cause, and no code', () => {
    const text = textOf(sampleMessage({ jobs: [samplePausedJob()] }));
    expect(text).toContain(
      'a paused queue is normally the cause, its waiting jobs pause with it. Re-activating queue p893bcda225bf4945a378da6662e81a89 is the only documented way on.',
    );
    expect(text).not.toMatch(/^Code/m);
    expect(text).toContain('How to re-activate a queue: https://');
  });

  it('owns up when the API named no queue', () => {
    const text = textOf(sampleMessage({ jobs: [samplePausedJob({ queueId: '' })] }));
    expect(text).toContain('Re-activating the queue (the API names none for this job) is');
  });
});

describe('the text of a mail about many jobs', () => {
  it('says once what all of them failed with', () => {
    const alike = Array.from({ length: 14 }, (_, at) => sampleJob({ jobId: `b${at}` }));
    const different = [...alike, sampleJob({ jobId: 'b14', code: 'AccessDenied' })];
    const [once, each] = [alike, different].map((those) =>
      linesOf(sampleMessage({ jobs: those })).filter((line) => line.includes('The template does not exist')),
    );
    expect(once).toEqual(['Message    The template does not exist']);
    expect(each).toHaveLength(15);
  });

  const jobs = Array.from({ length: 14 }, (_, at) =>
    at < 9 ? sampleJob({ jobId: `b${at}`, name: `转码 ${at}` }) : samplePausedJob({ jobId: `b${at}` }),
  );

  it('has one line for each, with its state, id and name', () => {
    const lines = linesOf(sampleMessage({ jobs }));
    expect(lines[0]).toBe('9 jobs failed, 5 paused (media)');
    for (const { state, jobId, name } of jobs) {
      expect(
        lines.filter((line) => line.includes(`${jobId}  ${name}`) && line.startsWith(state)),
      ).toHaveLength(1);
    }
    expect(lines).toContain('Codes      InvalidArgument (9)');
  });

  it('leaves out the day of what happened within a day', () => {
    const day = 24 * 3_600_000;
    const old = jobs.map((job) => ({ ...job, since: job.since - day }));
    const [first] = linesOf(sampleMessage({ jobs })).filter((line) => line.includes('b3 '));
    const [dated] = linesOf(sampleMessage({ jobs: old })).filter((line) => line.includes('b3 '));
    expect([first, dated]).toEqual([
      'Failed  09:15:02  b3  转码 3',
      'Failed  2026-11-22 09:15:02  b3  转码 3',
    ]);
  });

  it('says how many are left out per state and where they stand', () => {
    const counts = [
      { state: 'Failed', count: 900 },
      { state: 'Pause', count: 15 },
    ];
    const lines = linesOf(sampleMessage({ jobs, counts }));
    expect(lines).toContain(
      '891 more in state Failed are not listed here, see: batchwatch jobs --target media --state Failed',
    );
    expect(lines).toContain(
      '10 more in state Pause are not listed here, see: batchwatch jobs --target media --state Pause',
    );
  });

  it('keeps each job on one line when ids, names and states hold line breaks', () => {
    const name = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 8 }), (pairs) => {
        const hostile = pairs.map(([id, title], at) => sampleJob({ jobId: `b${at}-${id}`, name: title }));
        const text = textOf(sampleMessage({ jobs: hostile }));
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
        const notified = text.split('\r\n').filter((line) => /^Failed +([\d: -]+ {2})?b\d-/.test(line));
        expect(notified).toHaveLength(pairs.length);
      }),
    );
  });
});

describe('a baseline and a test message', () => {
  it('say what they are', () => {
    expect(textOf(sampleMessage({ kind: 'baseline' }))).toContain('The initial scan of this target');
    const { target: _, ...rest } = sampleMessage({ kind: 'test', jobs: [], counts: [] });
    const text = textOf(rest);
    expect(text).toContain('Test message for oncall');
    expect(text).toContain('Nothing has failed.');
    expect(text).not.toContain('batchwatch jobs');
  });
});

describe('the HTML of a mail', () => {
  it('says the same as the text', () => {
    const message = sampleMessage({ jobs: [sampleJob(), samplePausedJob({ jobId: 'b2', queueId: 'p1' })] });
    const seen = readable(htmlOf(message));
    const words = textOf(message)
      .split(/\r\n|  +/)
      .filter((word) => word !== '' && word !== '-- ' && !word.includes('https://'));
    for (const word of words) expect(seen).toContain(word.replace(/:$/, ''));
  });
});

describe('the HTML of a mail about hostile jobs', () => {
  it('holds no element, attribute or link that came from a job, whatever its words', () => {
    const bait = fc.constantFrom(
      '<script>x</script>',
      '"><img src=x onerror=y>',
      "' onclick='z",
      '</td></table>',
    );
    const word = fc.oneof(bait, fc.string({ unit: 'binary', maxLength: 30 }), fc.webUrl());
    const hostile = fc.record({
      jobId: word,
      name: word,
      state: word,
      code: word,
      message: word,
      inputSummary: word,
      operationSummary: word,
      queueId: word,
      rule: word,
    });
    fc.assert(
      fc.property(hostile, fc.constantFrom(1, 5), (fields, count) => {
        const jobs = hostileJobs(count, { ...fields, state: 'Failed' });
        const given = skeleton(htmlOf(sampleMessage({ jobs })));
        expect(given.links).toEqual(plainSkeleton(count).links);
        expect(given.elements.every((element) => plainSkeleton(count).elements.includes(element))).toBe(true);
        const badges = skeleton(htmlOf(sampleMessage({ jobs: [sampleJob(fields)] })));
        expect(badges.links.every((link) => link.startsWith('https://'))).toBe(true);
        expect(badges.elements.join(' ')).not.toMatch(/script|img|onclick|onerror/);
      }),
    );
  });
});

describe('the links and images of the HTML', () => {
  it('load nothing from outside', () => {
    expect(htmlOf(sampleMessage())).not.toMatch(/src=|@import|url\(|<link|<script/i);
  });

  it('hold bucket and region only as values', () => {
    const target = { name: 'm', bucket: 'b&evil=1"><x', region: 'r#' };
    expect(htmlOf(sampleMessage({ target }))).toContain(
      'href="https://console.cloud.tencent.com/ci/bucket?bucket=b%26evil%3D1%22%3E%3Cx&amp;region=r%23"',
    );
  });
});

function readable(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, '\n')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** No two alike, so that each row says its own cause. */
function hostileJobs(count: number, fields: Partial<MessageJob>): readonly MessageJob[] {
  return Array.from({ length: count }, (_, at) =>
    sampleJob({ ...fields, code: `${fields.code ?? ''}${at}` }),
  );
}

function plainSkeleton(count: number) {
  return skeleton(htmlOf(sampleMessage({ jobs: hostileJobs(count, {}) })));
}

function skeleton(html: string) {
  const elements = [...new Set(html.match(/<[a-zA-Z/!][^>]*>/g))];
  return { elements, links: [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url ?? '') };
}
