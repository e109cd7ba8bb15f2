import * as fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Message } from '../../../../../src/core/message/message.ts';
import { composeMail } from '../../../../../src/channel/email/compose.ts';
import { fitContent } from '../../../../../src/channel/email/mime/fit-content.ts';
import { flowText } from '../../../../../src/channel/email/mime/flow-text.ts';
import { messageContent } from '../../../../../src/render/content/message-content.ts';
import { renderText } from '../../../../../src/channel/email/mime/render-text.ts';
import { widthOf } from '../../../../../src/platform/text/text-width.ts';
import { sampleMails } from '../../../../looks/sample-mails.ts';
import { sampleJob, sampleMessage } from '../../../../support/mail/sample-message.ts';
import { unflow } from '../../../../support/mail/unflow.ts';
import { TENCENT_PAGES } from '../../../../../src/tencent/advice/vendor-pages.ts';

const unflowed = (text: string) => {
  const { text: content, delSp } = flowText(text);
  return unflow({ type: delSp ? 'text/plain; delsp=yes' : 'text/plain', content });
};

/** What a client may not join to the line before it, and what it takes for a quote. */
const piece = fc.oneof(
  fc.constantFrom(' ', '  ', '>', '> ', 'From ', '-- ', '--', '，', '（', '。', '👩‍👩‍👧‍👦', 'é'),
  fc.stringMatching(/^[\x21-\x7e]{1,90}$/),
  fc.stringMatching(/^[一-龥]{1,60}$/),
);
const line = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

describe('flowed text', () => {
  it('gives back every line as it was, but for blanks at its end', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const sent = lines.map((one) => (one === '-- ' ? one : one.trimEnd()));
        expect(unflowed(lines.join('\r\n'))).toBe(sent.join('\r\n'));
      }),
    );
  });

  it('is nowhere wider than 78 columns, but for what cannot be broken', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        for (const one of flowText(lines.join('\r\n')).text.split('\r\n'))
          if (widthOf(one) > 78) expect(one.trim()).not.toMatch(/\S \S|[一-龥]{2}/);
      }),
    );
  });

  it('breaks neither a link nor an id, nor puts punctuation at the beginning of a line', () => {
    const link = `http://localhost:9464/incidents/${'a'.repeat(90)}`;
    const { text, delSp } = flowText(`链接：${link}。${'这是很长的一句话，'.repeat(9)}`);
    expect(delSp).toBe(true);
    expect(text).toContain(link);
    for (const one of text.split('\r\n')) expect(one).not.toMatch(/^[，。]/);
  });

  it('marks soft breaks by one blank, which is part of the text unless the text is Chinese', () => {
    expect(flowText('word '.repeat(20).trim())).toEqual({
      text: `${'word '.repeat(15)}\r\n${'word '.repeat(5).trim()}`,
      delSp: false,
    });
  });
});

/** Each line with a job's id, and its state at the beginning. */
function expectJobLines(message: Message, text: string): void {
  const lines = text.split('\r\n');
  for (const { jobId, state } of message.jobs)
    expect(lines.filter((one) => one.startsWith(state) && one.includes(jobId))).toHaveLength(1);
}

describe.each(LANGUAGES)('the text part of every sort of mail in %s', (language) => {
  const mails = Object.entries(sampleMails(language));

  it('is nowhere wider than 78 columns, but for links', () => {
    for (const [name, message] of mails)
      for (const one of fitContent(message, TENCENT_PAGES).text.content.split('\r\n'))
        if (!/^\S*(?:https?:|\S{60})\S*$/.test(one))
          expect(widthOf(one), `${name}: ${one}`).toBeLessThanOrEqual(78);
  });

  it('names each job with its state on one line, also for those who do not know format=flowed', () => {
    for (const [, message] of mails) expectJobLines(message, fitContent(message, TENCENT_PAGES).text.content);
  });

  it('reaches a mail client as it was meant', async () => {
    for (const [, message] of mails) {
      const { raw } = await composeMail(message, { pages: TENCENT_PAGES, from: 'b@example.com', sentAt: 0 });
      const meant = renderText(
        messageContent(message, { prose: 4000, cause: 160, listed: 200 }, TENCENT_PAGES),
      );
      expect((await simpleParser(raw)).text?.trimEnd()).toBe(meant.replaceAll('\r\n', '\n').trimEnd());
    }
  });
});

it('a mail about hostile names has its lines back when it is unflowed', () => {
  const hostile = fc.oneof(line, fc.string({ unit: 'binary', maxLength: 200 }));
  fc.assert(
    fc.property(hostile, hostile, fc.constantFrom(...LANGUAGES), (name, said, language) => {
      const message = sampleMessage({ language, jobs: [sampleJob({ name, message: said })] });
      const { type, content } = fitContent(message, TENCENT_PAGES).text;
      const meant = renderText(
        messageContent(message, { prose: 4000, cause: 160, listed: 200 }, TENCENT_PAGES),
      );
      const sent = meant.split('\r\n').map((one) => (one === '-- ' ? one : one.trimEnd()));
      expect(unflow({ type, content })).toBe(sent.join('\r\n'));
    }),
    { numRuns: 200 },
  );
});
