import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN_MARKUP } from '../../../../src/channel/base/plain-markup.ts';
import { LANGUAGES, type Message } from '../../../../src/core/message/message.ts';
import { chatContent } from '../../../../src/render/chat/chat-content.ts';
import { chatLines } from '../../../../src/render/chat/chat-lines.ts';
import { fitChat } from '../../../../src/render/chat/fit-chat.ts';
import { wordsOf } from '../../../../src/render/locale.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { sampleChats } from '../../../looks/sample-chats.ts';

/** The links of a real daemon, with a signature. */
const ACKNOWLEDGE = `https://batchwatch.ops.example.com/ack/01jd9x2m?until=1763947502&for=oncall&signature=${'q8Zt'.repeat(11)}`;

function withLongLinks(message: Message): Message {
  const { story } = message;
  const isLinked = story?.acknowledgeUrl !== undefined;
  return {
    ...message,
    publicUrl: 'https://batchwatch.ops.example.com',
    ...(isLinked && { story: { ...story, acknowledgeUrl: ACKNOWLEDGE } }),
  };
}

const fitted = (message: Message, most: number) =>
  fitChat(
    message,
    {
      layOut: (content) => chatLines(content, PLAIN_MARKUP, wordsOf(message.language)).join('\n'),
      fits: (text) => text.length <= most,
    },
    TENCENT_PAGES,
  );

describe.each(LANGUAGES)('a text message in %s', (language) => {
  const chats = Object.entries(sampleChats(language)).map(([name, [message]]) => ({ name, message }));
  const sample = (name: string) => {
    const message = chats.find((one) => one.name === name)?.message;
    if (message === undefined) throw new Error(`no chat ${name}`);
    return withLongLinks(message);
  };

  it('names the cause of an only job, and does not count it', () => {
    const text = fitted(sample('opened-one'), 500);
    expect(text).toContain('InvalidArgument: The template does not exist');
    expect(text).toContain('2026-11-23 09:15:02');
    expect(text).not.toMatch(/1 job,|共 1 个任务/);
    expect(text.length).toBeLessThanOrEqual(500);
  });

  it('says of many jobs where, since when and why, how many there are, and both links', () => {
    const text = fitted(sample('opened'), 500);
    expect(text).toContain('AccessDenied: The role of CI');
    expect(text).toContain('2026-11-23 09:15:02');
    expect(text).toContain('/incidents/01jd9x2m');
    expect(text).toContain(ACKNOWLEDGE);
    expect(text.length).toBeLessThanOrEqual(500);
  });

  it('keeps headline, links and number in whatever room, and says no less in more room', () => {
    assert(
      property(constantFrom(...chats), integer({ min: 1, max: 3_000 }), ({ message }, most) => {
        if (message === undefined) return;
        const text = fitted(message, most);
        const { headline, links, number } = chatContent(message, { jobs: 3, prose: 600 }, TENCENT_PAGES);
        for (const part of [headline, ...links.map(({ url }) => url), number]) expect(text).toContain(part);
        expect(text.length).toBeGreaterThanOrEqual(fitted(message, most - 1).length);
      }),
    );
  });
});
