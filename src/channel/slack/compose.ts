import type { Message } from '../../core/message/message.ts';
import { chatLines } from '../../render/chat/chat-lines.ts';
import { fitChat } from '../../render/chat/fit-chat.ts';
import { wordsOf } from '../../render/locale.ts';
import type { Sending } from '../base/http/http-channel-spec.ts';
import type { ComposedRequest } from '../base/http/http-channel.ts';
import { toFullWidth } from '../base/http/plain-marks.ts';
import { type Mentions, mentioned } from '../base/mention.ts';
import type { SlackBlock } from './schema.ts';

/** Characters of a text that Slack takes without cutting it. */
const MAX_LENGTH = 12_000;

/** The people that a message mentions. */
export const SLACK_MENTIONS: Mentions<SlackBlock> = {
  key: 'mention',
  peopleOf: ({ mention }) => mention,
  mark: (who) => (/^[a-z]/.test(who) ? `<!${who}>` : `<@${who}>`),
  mostBytes: MAX_LENGTH / 4,
};

/** Writes a message as mrkdwn. A bot answers in the incident's thread where that is known. */
export function composeSlack(message: Message, sending: Sending<SlackBlock>): ComposedRequest {
  const { block, endpoint, pages, thread } = sending;
  const mentions = mentioned(message, sending, SLACK_MENTIONS).map(SLACK_MENTIONS.mark).join(' ');
  const words = wordsOf(message.language);
  const text = fitChat(
    message,
    {
      layOut: (chat) => chatLines(chat, { ...MARKUP, mentions }, words).join('\n'),
      fits: (written) => written.length <= MAX_LENGTH,
    },
    pages,
  );
  const written = { text, unfurl_links: false, unfurl_media: false };
  const { token, channel } = block;
  const inThread = thread === undefined ? {} : { thread_ts: thread };
  return {
    url: endpoint.url,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token !== undefined && { authorization: `Bearer ${token.reveal()}` }),
    },
    body: JSON.stringify(token === undefined ? written : { channel, ...written, ...inThread }),
  };
}

/** Slack documentation, "Formatting text": three signs have an escape. The others of a mark or an emoji have none. */
function escape(text: string): string {
  return toFullWidth(text, MARKS).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const MARKS = /[*`~]|^>|:(?=[\w+-]*[a-z][\w+-]*:)|(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/giu;

const MARKUP = {
  escape,
  strong: (text: string) => `*${text}*`,
  link: (label: string, url: string) => `<${url}|${label}>`,
};
