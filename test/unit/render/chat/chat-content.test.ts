import { describe, expect, it } from 'vitest';
import { PLAIN_MARKUP } from '../../../../src/channel/base/plain-markup.ts';
import { LANGUAGES, type Language, type Message } from '../../../../src/core/message/message.ts';
import { chatContent, type ChatContent } from '../../../../src/render/chat/chat-content.ts';
import { chatLines } from '../../../../src/render/chat/chat-lines.ts';
import { wordsOf } from '../../../../src/render/locale.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { sampleChats } from '../../../looks/sample-chats.ts';
import { sampleMails } from '../../../looks/sample-mails.ts';
import { story } from '../../../looks/sample-parts.ts';

const LIMITS = { jobs: 3, prose: 600 };
const contentOf = (message: Message | undefined): ChatContent => {
  if (message === undefined) throw new Error('no such sample');
  return chatContent(message, LIMITS, TENCENT_PAGES);
};
const linesOf = (message: Message) => chatLines(contentOf(message), PLAIN_MARKUP, wordsOf(message.language));

describe.each(LANGUAGES)('a chat in %s', (language) => {
  const samples = Object.entries(sampleChats(language)).flatMap(([name, messages]) =>
    messages.map((message) => ({ name, message })),
  );

  it.each(samples)('says what happened first and its number last: $name', ({ message }) => {
    const { headline, details, causes, standing, jobs, links, number } = contentOf(message);
    const lines = linesOf(message);
    const expected = [
      headline,
      ...details,
      ...causes,
      ...standing,
      ...jobs.map((job) => `• ${job}`),
      ...links.map(({ label, url }) => (language === 'en' ? `${label}: ${url}` : `${label}：${url}`)),
    ];
    expect(lines.filter((line) => expected.includes(line))).toEqual(expected);
    expect(lines.at(-1)).toBe(wordsOf(language).chat.number(number));
  });

  it.each(samples)('does not call itself a mail: $name', ({ message }) => {
    expect(linesOf(message).join('\n')).not.toMatch(/\b[Mm]ails?\b|邮件/);
  });
});

describe('a message in a chat', () => {
  const chats = sampleChats('en');
  const [update] = chats['update'] ?? [];

  it('an update says since when its incident lasts, not its newest job', () => {
    expect(contentOf(update).details.at(-1)).toBe('Since: 2026-11-23 09:15:02 Asia/Shanghai (UTC+08:00)');
  });

  it('a job that was in its state before its incident opened counts from then', () => {
    const [job] = update?.jobs ?? [];
    if (update === undefined || job === undefined) throw new Error('no job');
    const old = { ...update, jobs: [{ ...job, since: Date.parse('2026-11-20T01:00:00Z') }] };
    expect(contentOf(old).details.at(-1)).toContain('2026-11-20 09:00:00');
  });

  it('a closing says how each job ended, with its name and its id', () => {
    const [closed] = chats['closed-in-part'] ?? [];
    expect(contentOf(closed).jobs).toEqual([
      expect.stringMatching(/^nightly-transcode {2}b\w+ {2}Running, resumed after 2 h 10 min$/),
      expect.stringMatching(/^夜间转码-华东 {2}b\w+ {2}Cancel after /),
      expect.stringMatching(/^thumbnails-2026-11 {2}b\w+ {2}Failed after /),
    ]);
  });

  it('a message about one job has its id, and its name in the headline alone', () => {
    const { headline, jobs } = contentOf(sampleMails('en')['opening-one']);
    expect(headline).toBe('Failed: nightly-transcode (media)');
    expect(jobs).toEqual(['Failed  be7d3a5c0f2b44c6a9d1e8f7b6c5d4e3f']);
  });

  it.each([
    ['resumed', true],
    ['superseded', true],
    ['vanished', false],
    ['outlived', false],
    ['recovered', false],
  ])('a closing says whether all is well again: %s is %s', (name, isRecovered) => {
    expect(contentOf(sampleMails('en')[name])).toMatchObject({ isOver: true, isRecovered });
  });

  it('objects that failed and the cause are two clauses, in the punctuation of the language', () => {
    const causes = LANGUAGES.map((language) => contentOf(oneWithObjects(language)).causes[0]);
    expect(causes).toEqual([
      '37 of 240 objects failed; InvalidArgument: The template does not exist',
      '240 个对象中有 37 个失败；InvalidArgument: The template does not exist',
    ]);
  });
});

function oneWithObjects(language: Language): Message | undefined {
  const message = sampleMails(language)['objects-counted'];
  const counts = [{ state: 'Failed', count: 1 }];
  return message && { ...message, jobs: message.jobs.slice(0, 1), counts, story: story({}) };
}
