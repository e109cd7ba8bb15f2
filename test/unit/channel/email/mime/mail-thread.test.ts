import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../../../src/core/message/message.ts';
import { composeMail } from '../../../../../src/channel/email/compose.ts';
import { fitContent, MAX_MAIL_BYTES } from '../../../../../src/channel/email/mime/fit-content.ts';
import { wordsOf } from '../../../../../src/render/locale.ts';
import { sampleMails } from '../../../../looks/sample-mails.ts';
import { unflow } from '../../../../support/mail/unflow.ts';
import { TENCENT_PAGES } from '../../../../../src/tencent/advice/vendor-pages.ts';

const english = sampleMails('en');

function mail(name: string) {
  const message = english[name];
  if (message === undefined) throw new Error(`no mail ${name}`);
  const { summary, text, html } = fitContent(message, TENCENT_PAGES);
  return {
    summary,
    lines: unflow(text).split('\r\n'),
    html: html.content,
  };
}

describe('a mail of an incident', () => {
  it.each([
    ['opening-many', '14 jobs failed: AccessDenied (media)'],
    ['update', '14 jobs failed (+2): AccessDenied (media)'],
    ['reminder', 'Still open: 4 jobs paused: queue p893bcda225bf4945a378da6662e81a89 (media)'],
    ['silence-ended', 'Still open: Paused: nightly-transcode (media)'],
    ['flapping', 'Flapping: Paused: nightly-transcode (media)'],
    ['settled', 'Settled: 6 jobs paused: queue p893bcda225bf4945a378da6662e81a89 (media)'],
    ['escalation', 'Escalated: 6 jobs paused: queue p893bcda225bf4945a378da6662e81a89 (media)'],
    ['resumed', 'Resumed: 6 jobs paused: queue night (media)'],
    ['recovered', 'Resolved: 4 jobs paused: queue night (media)'],
    ['superseded', 'Superseded: nightly-transcode (media)'],
    ['manual', 'Resolved manually: 2 jobs failed: AccessDenied (media)'],
    ['condition', 'Polling failed (media)'],
    ['condition-over', 'Resolved: Polling failed (media)'],
  ])('%s says first what is new, in text and summary: %s', (name, said) => {
    const { summary, lines } = mail(name);
    expect([summary, lines[0]]).toEqual([said, said]);
  });

  it.each([
    ['update', '2 new since the last message. 14 in all, 12 still open.'],
    ['update-all-open', '8 new since the last message. 14 in all, all still open.'],
    ['update-all-open', 'Acknowledged by alice, 2026-11-23 09:27:02.'],
    ['reminder', 'Open for 4 h, since 09:15:02. Unacknowledged.'],
    ['reminder', '4 of 6 jobs are still open.'],
    ['escalation', 'Unacknowledged for 30 min, so you are notified too.'],
    ['resumed', 'Resumed after 2 h 10 min.'],
    ['superseded', 'A newer run of the same work succeeded, 2 h 10 min after this began.'],
    ['manual', 'Resolved manually after 2 h 10 min.'],
    ['over-at-once', 'It was resolved before its first notification.'],
    ['vanished-at-once', 'It ended before its first notification.'],
    ['condition-over', 'Resolved. It lasted 25 min.'],
  ])('%s says: %s', (name, sentence) => {
    const { lines, html } = mail(name);
    expect(lines).toContain(sentence);
    expect(html).toContain(`>${sentence}<`);
  });

  it('that closes says below each job how it ended', () => {
    const { lines } = mail('recovered');
    const ends = lines.flatMap((line, at) => (line.startsWith('Pause ') ? [lines[at + 1]?.trim()] : []));
    expect(ends).toEqual([
      'Running, resumed after 2 h 10 min',
      'Cancel after 2 h 9 min',
      'Failed after 2 h 9 min',
      'no longer listed by the API',
    ]);
  });

  it('that closes is green, and shows no state in its alarming colour', () => {
    const { html } = mail('resumed');
    expect(html).toContain('height:6px;background-color:#15803d');
    expect(html).not.toContain('#b45309');
    expect(mail('reminder').html).toContain('height:6px;background-color:#b45309');
  });
});

describe.each(LANGUAGES)('every mail in %s', (language) => {
  const mails = Object.entries(sampleMails(language));

  it('names each of its jobs on a line with state and id', () => {
    for (const [name, message] of mails) {
      const lines = fitContent(message, TENCENT_PAGES).text.content.split('\r\n');
      for (const { state, jobId } of message.jobs) {
        expect(
          lines.filter((line) => line.startsWith(`${state} `) && line.includes(jobId)),
          name,
        ).toHaveLength(1);
      }
    }
  });

  it('of an open incident has the command to acknowledge it on a line of its own', () => {
    for (const [name, message] of mails) {
      const lines = fitContent(message, TENCENT_PAGES).text.content.split('\r\n');
      const command = `batchwatch ack ${message.incident}`;
      // A test of an open incident is nothing to acknowledge.
      const isOpen = message.story !== undefined && !['closing', 'test'].includes(message.kind);
      expect(
        lines.filter((line) => line === command),
        name,
      ).toHaveLength(isOpen ? 1 : 0);
    }
  });

  it('of a closed incident offers no acknowledgement', () => {
    const { acknowledge } = wordsOf(language).links;
    const closings = mails.filter(([, { kind }]) => kind === 'closing');
    expect(closings.length).toBeGreaterThan(5);
    for (const [name, message] of closings) {
      const { text, html } = fitContent(message, TENCENT_PAGES);
      for (const { content } of [text, html]) {
        expect(content, name).not.toMatch(/batchwatch ack |\/ack\//);
        expect(content, name).not.toContain(`${acknowledge}：`);
        expect(content, name).not.toContain(`${acknowledge}: `);
        expect(content, name).not.toContain(`>${acknowledge}<`);
      }
    }
  });

  it('hides no text in HTML', () => {
    for (const [name, message] of mails) {
      const { content } = fitContent(message, TENCENT_PAGES).html;
      expect(content, name).not.toMatch(
        /display:\s*none|visibility:\s*hidden|mso-hide|opacity:\s*0|max-height:\s*0/i,
      );
      // What is too small to read holds nothing but a blank that keeps a cell open.
      expect(content, name).not.toMatch(/font-size:[01](?:px)?\b[^>]*>(?!&nbsp;<)/);
    }
  });

  it('is marked urgent only where somebody should act at once', async () => {
    for (const [name, message] of mails) {
      const { raw } = await composeMail(
        { ...message, severity: 'critical' },
        { pages: TENCENT_PAGES, from: 'batchwatch@example.com', sentAt: message.createdAt },
      );
      const isUrgent = /^(?:Importance|X-Priority):/m.test(raw.toString('latin1'));
      expect(isUrgent, name).toBe(['opening', 'update', 'reminder', 'escalation'].includes(message.kind));
    }
  });

  it('of an incident leads to its page, also when it is over or somebody has it', () => {
    for (const [name, message] of mails) {
      const { text, html } = fitContent(message, TENCENT_PAGES);
      const url = `${message.publicUrl}/incidents/${message.test?.of?.incident ?? message.incident}`;
      const isOfIncident = message.story !== undefined;
      expect([unflow(text).includes(`${url}\r\n`), html.content.includes(`href="${url}"`)], name).toEqual([
        isOfIncident,
        isOfIncident,
      ]);
    }
  });

  it('says in a header what kind it is, and is not longer than it may be', async () => {
    for (const [name, message] of mails) {
      const { raw } = await composeMail(message, {
        pages: TENCENT_PAGES,
        from: 'batchwatch@example.com',
        sentAt: message.createdAt,
      });
      expect(raw.toString('latin1'), name).toContain(`\r\nX-Batchwatch-Kind: ${message.kind}\r\n`);
      expect(raw.length).toBeLessThan(MAX_MAIL_BYTES);
    }
  });

  it('names its language and fonts that have Chinese', () => {
    for (const [, message] of mails) {
      const { html } = fitContent(message, TENCENT_PAGES);
      expect(html.content).toContain(`<html lang="${language}">`);
      for (const family of html.content.match(/font-family:[^;]+/g) ?? []) {
        expect(family).toMatch(/PingFang SC,Microsoft YaHei,Noto Sans CJK SC/);
      }
    }
  });
});
