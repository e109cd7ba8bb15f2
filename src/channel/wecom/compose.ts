import type { Message } from '../../core/message/message.ts';
import { byteLength, chatLines } from '../../render/chat/chat-lines.ts';
import { fitChat } from '../../render/chat/fit-chat.ts';
import { wordsOf } from '../../render/locale.ts';
import type { Sending } from '../base/http/http-channel-spec.ts';
import type { ComposedRequest } from '../base/http/http-channel.ts';
import { plainMarks } from '../base/http/plain-marks.ts';
import { type Mentions, mentioned } from '../base/mention.ts';
import type { WecomBlock } from './schema.ts';

/** Bytes of UTF-8 that `markdown` takes. */
const MAX_BYTES = 4_096;

/** The people that a message mentions. */
export const WECOM_MENTIONS: Mentions<WecomBlock> = {
  key: 'mention',
  peopleOf: ({ mention }) => mention,
  mark: (user) => `<@${user.replace(/^@/, '')}>`,
  mostBytes: MAX_BYTES / 4,
};

/** Writes a message as Markdown: `markdown_v2` knows no mentions. There the whole group, `@all`, reads `<@all>`. */
export function composeWecom(message: Message, sending: Sending<WecomBlock>): ComposedRequest {
  const { endpoint, pages } = sending;
  const mentions = mentioned(message, sending, WECOM_MENTIONS).map(WECOM_MENTIONS.mark).join(' ');
  const content = fitChat(
    message,
    {
      layOut: (chat) => chatLines(chat, { ...MARKUP, mentions }, wordsOf(message.language)).join('\n'),
      fits: (written) => byteLength(written) <= MAX_BYTES,
    },
    pages,
  );
  return {
    url: endpoint.url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ msgtype: 'markdown', markdown: { content } }),
  };
}

const MARKUP = {
  escape: plainMarks,
  strong: (text: string) => `**${text}**`,
  link: (label: string, url: string) => `[${label}](${url})`,
};
