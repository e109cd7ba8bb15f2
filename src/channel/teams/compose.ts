import type { Message } from '../../core/message/message.ts';
import type { ChatContent } from '../../render/chat/chat-content.ts';
import { byteLength } from '../../render/chat/chat-lines.ts';
import { fitChat } from '../../render/chat/fit-chat.ts';
import { wordsOf } from '../../render/locale.ts';
import type { Sending } from '../base/http/http-channel-spec.ts';
import type { ComposedRequest } from '../base/http/http-channel.ts';
import type { TeamsBlock } from './schema.ts';

/** Below the 28 kB that Teams documents. */
const MAX_BYTES = 20_000;

/** Writes a message as an Adaptive Card. Runs of text know no Markdown: what a job is called stays text. */
export function composeTeams(message: Message, { endpoint, pages }: Sending<TeamsBlock>): ComposedRequest {
  const words = wordsOf(message.language);
  const body = fitChat(
    message,
    {
      layOut: (chat) => JSON.stringify(cardOf(chat, words.chat.number(chat.number))),
      fits: (written) => byteLength(written) <= MAX_BYTES,
    },
    pages,
  );
  return { url: endpoint.url, headers: { 'content-type': 'application/json' }, body };
}

function cardOf(chat: ChatContent, number: string) {
  const headline = { size: 'Large', weight: 'Bolder', color: colourOf(chat) };
  const jobs = [...chat.jobs.map((job) => `• ${job}`), ...(chat.more === '' ? [] : [chat.more])];
  const blocks = [chat.details, chat.causes, chat.standing, jobs].filter((lines) => lines.length > 0);
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            textBlock(chat.headline, headline),
            ...blocks.flatMap((lines, block) =>
              lines.map((line, at) =>
                block > 0 && at === 0 ? afterSpace(textBlock(line, {})) : textBlock(line, {}),
              ),
            ),
            // More than six buttons are hidden behind a menu.
            ...chat.parts.map(({ label, url }) => textBlock(label, { selectAction: toOpen(label, url) })),
            afterSpace(textBlock(number, { size: 'Small', isSubtle: true })),
          ],
          actions: chat.links.map(({ label, url }) => toOpen(label, url)),
        },
      },
    ],
  };
}

function toOpen(title: string, url: string) {
  return { type: 'Action.OpenUrl', title, url };
}

function textBlock(text: string, style: object) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }] };
}

function afterSpace({ type, inlines }: ReturnType<typeof textBlock>) {
  return { type, spacing: 'Medium', inlines };
}

function colourOf({ isOver, isRecovered, severity }: ChatContent): string {
  if (isOver) return isRecovered ? 'Good' : 'Default';
  return { critical: 'Attention', warning: 'Warning', info: 'Accent' }[severity];
}
