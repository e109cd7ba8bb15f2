import { z } from 'zod';
import { inLanguage } from '../../core/message/by-language.ts';
import { markup, type Markup } from '../../platform/text/markup.ts';
import { bubble } from './bubble.ts';
import { drawLines } from './draw-lines.ts';
import { CODE, drawLink, type Mark } from './marks.ts';
import { vendorApp, type ChatPost, type ChatReader } from './vendor-app.ts';

const slackBody = z.object({ text: z.string(), thread_ts: z.string().optional() });
type SlackPost = ChatPost<z.output<typeof slackBody>>;

/** A channel in Slack, with the threads of a bot. Its text is mrkdwn (Slack documentation, "Formatting text"). */
export const slackApp = vendorApp({
  channel: 'slack',
  title: { en: 'Slack' },
  path: '/api/chat.postMessage',
  body: slackBody,
  answer: (post) => ({ body: { ok: true, channel: 'C0123', ts: tsOf(post) } }),
  draw(posts, reader) {
    const threads = [...Map.groupBy(posts, (post) => post.body.thread_ts ?? tsOf(post)).values()];
    return threads
      .toSorted((one, other) => (other.at(-1)?.number ?? 0) - (one.at(-1)?.number ?? 0))
      .map((thread) => drawThread(thread, reader));
  },
});

function drawThread([first, ...replies]: readonly SlackPost[], reader: ChatReader): Markup {
  if (first === undefined) return markup``;
  const count = inLanguage(
    { en: `${replies.length} in thread`, 'zh-CN': `${replies.length} 条回复` },
    reader.language,
  );
  const thread =
    replies.length === 0
      ? ''
      : markup`<div class="thread"><p class="dim">${count}</p>${replies.map((reply) => drawPost(reply, reader))}</div>`;
  return markup`<div>${drawPost(first, reader)}${thread}</div>`;
}

function drawPost({ body, receivedAt }: SlackPost, reader: ChatReader): Markup {
  const content = drawLines(body.text, { marks: MARKS, readText, knows: [] });
  return bubble({ receivedAt, content }, reader);
}

/** The id of a message: its time, and a count. */
function tsOf({ receivedAt, number }: ChatPost<unknown>): string {
  return `${Math.floor(receivedAt / 1000)}.${String(number).padStart(6, '0')}`;
}

function readText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** A mark stands between blanks, or beside a punctuation mark. */
const pair = (sign: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${sign}(?=\\S)([^${sign}\\n]*[^${sign}\\s])${sign}(?![\\p{L}\\p{N}])`, 'u');

const MARKS: readonly Mark[] = [
  {
    pattern: /<(https?:\/\/[^|>\s]+)(?:\|([^>]*))?>/,
    draw: ([url = '', label], show) =>
      drawLink(label === undefined ? readText(url) : show(label), readText(url)),
  },
  { pattern: /<@([UW][A-Z0-9]+)>/, draw: ([id = '']) => markup`<span class="mention">@${id}</span>` },
  {
    pattern: /<!(here|channel|everyone)>/,
    draw: ([all = '']) => markup`<span class="mention">@${all}</span>`,
  },
  { pattern: pair('\\*'), draw: ([text = ''], show) => markup`<b>${show(text)}</b>` },
  { pattern: pair('_'), draw: ([text = ''], show) => markup`<i>${show(text)}</i>` },
  { pattern: pair('~'), draw: ([text = ''], show) => markup`<s>${show(text)}</s>` },
  CODE,
  { pattern: /(https?:\/\/[^\s<>]+)/, draw: ([url = '']) => drawLink(readText(url), readText(url)) },
];
