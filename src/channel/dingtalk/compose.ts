import { createHmac } from 'node:crypto';
import type { Message } from '../../core/message/message.ts';
import type { Secret } from '../../platform/secret.ts';
import type { Instant } from '../../platform/time.ts';
import { byteLength, chatLines } from '../../render/chat/chat-lines.ts';
import { fitChat } from '../../render/chat/fit-chat.ts';
import { wordsOf } from '../../render/locale.ts';
import type { Sending } from '../base/http/http-channel-spec.ts';
import type { ComposedRequest } from '../base/http/http-channel.ts';
import { plainMarks } from '../base/http/plain-marks.ts';
import { type Mentions, mentioned } from '../base/mention.ts';
import type { DingtalkBlock } from './schema.ts';

/** Bytes of a whole request. */
const MAX_BYTES = 20_000;

/** The people that a message mentions. The body names each twice. */
export const DINGTALK_MENTIONS: Mentions<DingtalkBlock> = {
  key: 'atMobiles',
  peopleOf: ({ atMobiles }) => atMobiles,
  mark: (mobile) => `@${mobile}`,
  mostBytes: MAX_BYTES / 4,
};

/** Writes a message as Markdown. The robot's keyword is in it, and the signature in its URL. */
export function composeDingtalk(message: Message, sending: Sending<DingtalkBlock>): ComposedRequest {
  const { block, endpoint, sentAt, pages } = sending;
  const atMobiles = mentioned(message, sending, DINGTALK_MENTIONS);
  const mentions = atMobiles.map(DINGTALK_MENTIONS.mark).join(' ');
  const body = fitChat(
    message,
    {
      layOut(chat) {
        const lines = chatLines(chat, { ...MARKUP, mentions }, wordsOf(message.language));
        // A single line break is none in DingTalk.
        const text = withKeyword(lines, block.keyword).join('\n\n');
        return JSON.stringify({
          msgtype: 'markdown',
          markdown: { title: chat.headline, text },
          at: { atMobiles, isAtAll: false },
        });
      },
      fits: (written) => byteLength(written) <= MAX_BYTES,
    },
    pages,
  );
  return {
    url: signedUrl(endpoint.url, { secret: block.secret, sentAt }),
    headers: { 'content-type': 'application/json' },
    body,
  };
}

/** Adds the keyword above the last line, the message's number, where no line has it. */
function withKeyword(lines: readonly string[], keyword: string | undefined): readonly string[] {
  if (keyword === undefined || lines.some((line) => line.includes(keyword))) return lines;
  return [...lines.slice(0, -1), keyword, ...lines.slice(-1)];
}

/**
 * Signs by the time in milliseconds: the base64 of HMAC-SHA256 over `timestamp\nsecret` with the secret as key (DingTalk
 * documentation, "自定义机器人安全设置").
 */
function signedUrl(url: URL, { secret, sentAt }: { secret: Secret | undefined; sentAt: Instant }): URL {
  if (secret === undefined) return url;
  const key = secret.reveal();
  const sign = createHmac('sha256', key).update(`${sentAt}\n${key}`).digest('base64');
  const signed = new URL(url);
  signed.searchParams.set('timestamp', String(sentAt));
  signed.searchParams.set('sign', sign);
  return signed;
}

const MARKUP = {
  escape: plainMarks,
  strong: (text: string) => `**${text}**`,
  link: (label: string, url: string) => `[${label}](${url})`,
};
