import { createHmac } from 'node:crypto';
import type { Message } from '../../core/message/message.ts';
import type { Secret } from '../../platform/secret.ts';
import type { Instant } from '../../platform/time.ts';
import type { ChatContent } from '../../render/chat/chat-content.ts';
import { byteLength, chatLines } from '../../render/chat/chat-lines.ts';
import { fitChat } from '../../render/chat/fit-chat.ts';
import { wordsOf } from '../../render/locale.ts';
import type { Sending } from '../base/http/http-channel-spec.ts';
import type { ComposedRequest } from '../base/http/http-channel.ts';
import { type Mentions, mentioned } from '../base/mention.ts';
import type { FeishuBlock } from './schema.ts';

/** Bytes of a whole request. */
const MAX_BYTES = 20_000;

/** The people that a message mentions. */
export const FEISHU_MENTIONS: Mentions<FeishuBlock> = {
  key: 'at',
  peopleOf: ({ at }) => at,
  mark: (id) => `<at id=${id}></at>`,
  mostBytes: MAX_BYTES / 4,
};

/** Writes a message as a card (JSON 2.0). The signature stands in the body. */
export function composeFeishu(message: Message, sending: Sending<FeishuBlock>): ComposedRequest {
  const { block, endpoint, sentAt, pages } = sending;
  const mentions = mentioned(message, sending, FEISHU_MENTIONS).map(FEISHU_MENTIONS.mark).join(' ');
  const words = wordsOf(message.language);
  const body = fitChat(
    message,
    {
      layOut(chat) {
        const [, ...lines] = chatLines(chat, { ...MARKUP, mentions }, words);
        const missing =
          block.keyword !== undefined &&
          ![chat.headline, ...lines].some((line) => line.includes(block.keyword ?? ''));
        const text = missing ? [block.keyword, ...lines] : lines;
        return JSON.stringify({
          ...signature({ secret: block.secret, sentAt }),
          msg_type: 'interactive',
          card: {
            schema: '2.0',
            header: { title: { tag: 'plain_text', content: chat.headline }, template: colourOf(chat) },
            body: { elements: [{ tag: 'markdown', content: text.join('\n') }] },
          },
        });
      },
      fits: (written) => byteLength(written) <= MAX_BYTES,
    },
    pages,
  );
  return { url: endpoint.url, headers: { 'content-type': 'application/json' }, body };
}

/**
 * Signs by the time in seconds: the base64 of HMAC-SHA256 over nothing, with `timestamp\nsecret` as key (Feishu open
 * platform, "签名校验").
 */
function signature({ secret, sentAt }: { secret: Secret | undefined; sentAt: Instant }) {
  if (secret === undefined) return {};
  const timestamp = String(Math.floor(sentAt / 1000));
  const sign = createHmac('sha256', `${timestamp}\n${secret.reveal()}`).update('').digest('base64');
  return { timestamp, sign };
}

function colourOf({ isOver, isRecovered, severity }: ChatContent): string {
  if (isOver) return isRecovered ? 'green' : 'grey';
  return { critical: 'red', warning: 'orange', info: 'blue' }[severity];
}

/**
 * Feishu takes numeric references for the signs of its Markdown. A hyphen within a word is none: numbers, dates and names
 * of buckets stay as they are.
 */
function escape(text: string): string {
  return text.replace(
    /[<>[\]()*_`~#&\\|!]|^[+=]|:(?=[\w+-]*[a-z][\w+-]*:)|(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])/gi,
    (mark) => `&#${mark.charCodeAt(0)};`,
  );
}

const MARKUP = {
  escape,
  strong: (text: string) => `**${text}**`,
  link: (label: string, url: string) => `[${label}](${url})`,
};
