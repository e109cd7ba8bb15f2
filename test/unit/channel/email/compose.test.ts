import * as fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';

import { MAX_LISTED_JOBS, type Message, type MessageJob } from '../../../../src/core/message/message.ts';
import { composeMail } from '../../../../src/channel/email/compose.ts';
import { renderSubject } from '../../../../src/render/content/render-subject.ts';
import { MAX_MAIL_BYTES } from '../../../../src/channel/email/mime/fit-content.ts';
import { sampleJob, sampleMessage, samplePausedJob } from '../../../support/mail/sample-message.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';

const sender = {
  from: 'Batchwatch <batchwatch@example.com>',
  pages: TENCENT_PAGES,
  sentAt: Date.parse('2026-11-23T01:15:07Z'),
};
const rawOf = async (message: Message) => (await composeMail(message, sender)).raw;
const undated = (raw: Buffer) => raw.toString('latin1').replace(/^Date:.*$/m, '');
const headerNames = (raw: Buffer) =>
  [...(raw.toString('latin1').split('\r\n\r\n')[0] ?? '').matchAll(/^([\w-]+):/gm)].map(([, name]) => name);

describe('the headers', () => {
  it('bear the ids of all incidents that a mail is about', async () => {
    const incidents = Array.from({ length: 40 }, (_, one) => `01jd9x2m${one}`);
    const { headers } = await simpleParser(await rawOf(sampleMessage({ incidents })));
    expect(headers.get('x-batchwatch-incident')).toBe(incidents.join(', '));
  });

  it('are these and no others', async () => {
    const raw = await rawOf(sampleMessage({ inReplyTo: '<01jd.1@batchwatch.example.com>' }));
    const { headers, headerLines } = await simpleParser(raw);
    const line = (name: string) => headerLines.find(({ key }) => key === name)?.line;
    expect(headerNames(raw)).toEqual([
      'From',
      'To',
      'Subject',
      'Date',
      'Message-ID',
      'In-Reply-To',
      'References',
      'X-Batchwatch-Incident',
      'X-Batchwatch-Kind',
      'X-Batchwatch-Summary',
      'Auto-Submitted',
      'X-Auto-Response-Suppress',
      'List-Id',
      'Importance',
      'X-Priority',
      'MIME-Version',
      'Content-Type',
    ]);
    expect(line('from')).toBe('From: Batchwatch <batchwatch@example.com>');
    expect(line('to')).toBe('To: oncall@example.com, boss@example.com');
    expect(line('message-id')).toBe('Message-ID: <01jd9x2m.1@batchwatch.example.com>');
    expect(line('in-reply-to')).toBe('In-Reply-To: <01jd.1@batchwatch.example.com>');
    expect(line('references')).toBe('References: <01jd.1@batchwatch.example.com>');
    expect(line('x-batchwatch-incident')).toBe('X-Batchwatch-Incident: 01jd9x2m');
    expect(line('x-batchwatch-kind')).toBe('X-Batchwatch-Kind: opening');
    expect(line('auto-submitted')).toBe('Auto-Submitted: auto-generated');
    expect(line('x-auto-response-suppress')).toBe('X-Auto-Response-Suppress: All');
    expect(line('list-id')).toBe('List-Id: Batchwatch <batchwatch.example.com>');
    expect(headers.get('date')).toEqual(new Date(sender.sentAt));
    expect(headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
  });

  it('have no reference in the first mail of an incident, and no urgency below critical', async () => {
    const names = headerNames(await rawOf(sampleMessage({ severity: 'warning' })));
    for (const name of ['In-Reply-To', 'References', 'Importance', 'X-Priority']) {
      expect(names).not.toContain(name);
    }
  });
});

describe('the headers of a mail about hostile jobs', () => {
  it('cannot be added to by anything that came from a job', async () => {
    const usual = headerNames(await rawOf(sampleMessage()));
    const injection = fc.constantFrom(
      '\r\nBcc: evil@example.com',
      '\nX-Evil: 1\n\nbody',
      '\r\n.\r\n',
      '=?utf-8?Q?=0D=0ABcc:x?=',
    );
    const word = fc.oneof(injection, fc.string({ unit: 'binary', maxLength: 200 }));
    await fc.assert(
      fc.asyncProperty(word, word, word, async (name, state, incident) => {
        const message = sampleMessage({ jobs: [sampleJob({ name, state })], incident: incident || 'x' });
        const raw = await rawOf(message);
        const names = headerNames(raw);
        expect(names.filter((one) => one !== 'X-Batchwatch-Incident')).toEqual(
          usual.filter((one) => one !== 'X-Batchwatch-Incident'),
        );
        const { from, to, bcc, subject } = await simpleParser(raw);
        expect(subject).toBe(renderSubject(message));
        expect(from?.text).toBe('"Batchwatch" <batchwatch@example.com>');
        expect([to].flat()[0]?.text).toBe('oncall@example.com, boss@example.com');
        expect(bcc).toBeUndefined();
      }),
      { numRuns: 15 },
    );
  });
});

describe('the mail as a whole', () => {
  it('has text first and gives names back byte for byte', async () => {
    const name = '每日视频转码👩‍👩‍👧‍👦 <b>"x"</b> é';
    const raw = await rawOf(sampleMessage({ jobs: [sampleJob({ name })] }));
    const { text, subject } = await simpleParser(raw);
    expect(subject).toBe(`[Batchwatch] Failed: ${name} (media)`);
    expect(text).toContain(`Failed  be7d3a5c0f2b44c6a9d1e8f7b6c5d4e3f  ${name}\n`);
    const source = raw.toString('latin1');
    expect(source.indexOf('text/plain')).toBeLessThan(source.indexOf('text/html'));
  });

  it('is the same bytes every time but for its date', async () => {
    const [first, again] = await Promise.all([rawOf(sampleMessage()), rawOf(sampleMessage())]);
    expect(again.equals(first)).toBe(true);
    const later = await composeMail(sampleMessage(), { ...sender, sentAt: sender.sentAt + 60_000 });
    expect(undated(later.raw)).toBe(undated(first));
  });

  it('gives the bare sender address for the envelope', async () => {
    expect((await composeMail(sampleMessage(), sender)).envelopeFrom).toBe('batchwatch@example.com');
  });
});

describe('the size of a mail', () => {
  it('stays within bounds for a thousand jobs, each listed or counted', async () => {
    const raw = await rawOf(thousand((at) => ({ name: `nightly-transcode-${at}` })));
    expect(raw.length).toBeLessThanOrEqual(MAX_MAIL_BYTES);
    expect(await notifiedIn(raw)).toEqual({ listed: 200, counted: 800 });
  });

  it('stays within bounds for names of 128 Chinese characters, each job listed or counted', async () => {
    const raw = await rawOf(thousand(() => ({ name: '视'.repeat(128), message: '错'.repeat(500) })));
    expect(raw.length).toBeLessThanOrEqual(MAX_MAIL_BYTES);
    const { listed, counted } = await notifiedIn(raw);
    expect(listed).toBeGreaterThan(40);
    expect(listed + counted).toBe(1_000);
  });

  it('stays within bounds for one job whose every field is 100 KB, and still shows its state and id', async () => {
    const huge = '\u202E错=<'.repeat(25_000);
    const jobs = [
      sampleJob({
        name: huge,
        code: huge,
        message: huge,
        inputSummary: huge,
        operationSummary: huge,
        queueId: huge,
      }),
    ];
    const raw = await rawOf(sampleMessage({ jobs }));
    expect(raw.length).toBeLessThanOrEqual(MAX_MAIL_BYTES);
    expect((await simpleParser(raw)).text).toMatch(/^Failed  be7d3a5c0f2b44c6a9d1e8f7b6c5d4e3f  /m);
  });

  it('costs no more for megabytes than for what is kept of them', async () => {
    // Made visible first and cut then, these would not be done within the time limit of a test.
    const huge = '\u202E'.repeat(3_000_000);
    const job = sampleJob({
      code: huge,
      message: huge,
      inputSummary: huge,
      operationSummary: huge,
      rule: huge,
    });
    const raw = await rawOf(sampleMessage({ jobs: [job, job, job] }));
    expect(raw.length).toBeLessThanOrEqual(MAX_MAIL_BYTES);
  }, 60_000);

  it('stays within bounds whatever the jobs are called and however many', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc
        .tuple(fc.constantFrom('视', '=', '<', '\u202E', '👩‍👩‍👧‍👦', 'a'), fc.nat(2_000))
        .map(([unit, times]) => unit.repeat(times)),
    );
    const job = fc.record({ jobId: word, name: word, state: word, code: word, message: word, rule: word });
    await fc.assert(
      fc.asyncProperty(fc.array(job, { maxLength: 5 }), fc.nat(200), async (kinds, length) => {
        const jobs = Array.from({ length }, (_, at) => sampleJob(kinds[at % (kinds.length || 1)]));
        expect((await rawOf(sampleMessage({ jobs }))).length).toBeLessThanOrEqual(MAX_MAIL_BYTES);
      }),
      { numRuns: 15 },
    );
  });
});

function thousand(change: (at: number) => Partial<MessageJob>): Message {
  const jobs = Array.from({ length: 1_000 }, (_, at) =>
    (at < 900 ? sampleJob : samplePausedJob)({ jobId: `b${String(at).padStart(32, '0')}`, ...change(at) }),
  );
  const counts = [
    { state: 'Failed', count: 900 },
    { state: 'Pause', count: 100 },
  ];
  return sampleMessage({ jobs: jobs.slice(0, MAX_LISTED_JOBS), counts });
}

async function notifiedIn(raw: Buffer): Promise<{ listed: number; counted: number }> {
  const { text = '' } = await simpleParser(raw);
  const listed = text.match(/^(Failed|Pause) +[\d: -]+ {2}b\d{32}/gm)?.length ?? 0;
  const counted = [...text.matchAll(/^(\d+) more in state/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  return { listed, counted };
}
