import { PLAIN_MARKUP } from '../../../../src/channel/base/plain-markup.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { chatContent } from '../../../../src/render/chat/chat-content.ts';
import { chatLines } from '../../../../src/render/chat/chat-lines.ts';
import { mergeMessages } from '../../../../src/render/chat/merge-messages.ts';
import { describe, expect, it } from 'vitest';
import type { EnrichmentFaultKind } from '../../../../src/core/job/enrichment-fault.ts';
import { LANGUAGES } from '../../../../src/core/message/message.ts';
import { fitContent } from '../../../../src/channel/email/mime/fit-content.ts';
import { wordsOf } from '../../../../src/render/locale.ts';
import { sampleMails } from '../../../looks/sample-mails.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { phrasesOf } from '../../../support/http/phrases.ts';
import { unflow } from '../../../support/mail/unflow.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';

/** Names, and how they are written in every language. */
const NAMES = /Batchwatch|UTC|`batchwatch test-notification`|API|Pause|Tag/g;

const FAULTS: Readonly<Record<EnrichmentFaultKind, true>> = {
  'right-missing': true,
  auth: true,
  throttled: true,
  timeout: true,
  network: true,
  server: true,
  malformed: true,
  refused: true,
};

/** Each kind of fault is said in words of its own. */
const CALLS = { 'enrichment.fault': Object.keys(FAULTS).map((kind) => [{ code: '□', kind, action: '□' }]) };

const english = phrasesOf(wordsOf('en'), CALLS);

describe('the catalogues of mails', () => {
  it.each(LANGUAGES)('have no hole in %s', (language) => {
    const phrases = phrasesOf(wordsOf(language), CALLS);
    expect([...phrases.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    expect([...phrases].filter(([, phrase]) => phrase.trim() === '')).toEqual([]);
  });

  it('say nothing in Chinese as in English, and leave no English word over', () => {
    const chinese = phrasesOf(wordsOf('zh-CN'), CALLS);
    const alike = [...chinese].filter(([path, phrase]) => phrase === english.get(path));
    expect(alike.filter(([, phrase]) => phrase !== '□')).toEqual([]);
    const words = [...chinese].filter(([path]) => path !== 'tag');
    expect(words.filter(([, phrase]) => /[a-z]/i.test(phrase.replaceAll(NAMES, '')))).toEqual([]);
  });

  it('hold no Chinese word with a half-width comma, colon, bracket or full stop beside it', () => {
    const sloppy = /[\p{Script=Han}][,:;()?!.]|[,:;()?!][\p{Script=Han}]/u;
    expect([...phrasesOf(wordsOf('zh-CN'), CALLS)].filter(([, phrase]) => sloppy.test(phrase))).toEqual([]);
  });

  it.each(LANGUAGES)('hold only phrases that some mail says (%s)', (language) => {
    const said = Object.values(sampleMails(language)).map((message) => {
      const { subject, summary, text, html } = fitContent(message, TENCENT_PAGES);
      return `${subject}\n${summary}\n${unflow(text)}\n${html.content.replaceAll('&#39;', "'")}`;
    });
    const messages = Object.values(sampleMails(language));
    const chats = messages.flatMap((message, at) => chatsOf(message, messages.at(at - 1) ?? message));
    const all = [...said, ...chats].join('\n');
    const unsaid = [...phrasesOf(wordsOf(language), CALLS)].filter(([, phrase]) =>
      phrase.split('□').some((part) => !all.includes(part.trim())),
    );
    expect(unsaid, 'add a mail that says it to test/looks/sample-mails.ts').toEqual([]);
  });
});

/** A message as chats show it: whole, cut short, without jobs, and merged with another. */
function chatsOf(message: Message, other: Message): readonly string[] {
  const merged = mergeMessages([message, other]);
  return [{ jobs: 3 }, { jobs: 0, earlier: 0 }].flatMap((limits) =>
    [message, merged].map((one) =>
      chatLines(
        chatContent(one, { prose: 600, ...limits }, TENCENT_PAGES),
        PLAIN_MARKUP,
        wordsOf(message.language),
      ).join('\n'),
    ),
  );
}

describe('a mail in Chinese', () => {
  const mails = sampleMails('zh-CN');

  it('says first what is new', () => {
    const subjects = [
      'opening-many',
      'update',
      'update-all-open',
      'manual',
      'reminder',
      'resumed',
      'opening-one',
    ];
    expect(
      subjects.map((name) => {
        const message = mails[name];
        return message && fitContent(message, TENCENT_PAGES).summary;
      }),
    ).toEqual([
      '14 个任务失败：AccessDenied（media）',
      '14 个任务失败（+2）：AccessDenied（media）',
      '14 个任务失败（+8）：AccessDenied（media）',
      '已手动恢复：2 个任务失败：AccessDenied（media）',
      '仍未恢复：4 个任务已暂停：队列 p893bcda225bf4945a378da6662e81a89（media）',
      '已恢复：6 个任务已暂停：队列 night（media）',
      '失败：nightly-transcode（media）',
    ]);
  });

  it('has no English word but names, ids, states, codes, commands and what the API said', () => {
    const given =
      /https?:\S+|batchwatch (ack|explain|jobs|test-notification)[^\n`]*|[bp]?[0-9a-f]{32}|\b[bp]\d\b|The \w+ [\w ]+(-\d+)?|[\w-]+@[\w.]+|Prefix \S+|Transcode\b|\bt1460606b\b|ci:Describe\w+|\/(?:queue|asrqueue|jobs|pic_jobs)\b|\d{4}-\d\d-\d\d/g;
    const names =
      /\b(Batchwatch|wecom|UTC|API|Asia\/Shanghai|Europe\/Berlin|Failed|Pause|Running|Success|Submitted|Cancel|Frozen|Job|media|alice|oncall|lead|failures|InvalidSecretId|InternalError|InvalidArgument|AccessDenied|NoSuchKey|Throttled|Timeout|examplebucket|ap-beijing|nightly-transcode|thumbnails|audit-log-export|01jd9x\w\w|Active|Paused|night|Tag|ECONNRESET|ETIMEDOUT|SlowDown|MalformedAnswer|NotSupported)\b/g;
    for (const [name, message] of Object.entries(mails)) {
      const left = unflow(fitContent(message, TENCENT_PAGES).text)
        .replaceAll(given, '')
        .replaceAll(names, '');
      expect(left.match(/[a-z]{2,}/gi) ?? [], name).toEqual([]);
    }
  });

  it('names the zone as people there do, and writes spans in words', () => {
    const { text, html } = fitContent(sampleMessage({ language: 'zh-CN' }), TENCENT_PAGES);
    expect(unflow(text)).toContain('发生时间：2026-11-23 09:15:02\r\n此前状态：Running，持续 2 小时 10 分钟');
    expect(unflow(text)).toContain('时区：北京时间（UTC+08:00）');
    expect(html.content).toContain('<html lang="zh-CN">');
  });
});
