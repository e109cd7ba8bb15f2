import { markup, type Markup } from '../../platform/text/markup.ts';
import { formatInstant, type Instant } from '../../platform/time.ts';
import type { ChatReader } from './vendor-app.ts';

/** Draws one message of a chat: who wrote it and when, above its content. */
export function bubble(
  { receivedAt, content }: { receivedAt: Instant; content: Markup | readonly Markup[] },
  { timezone }: ChatReader,
): Markup {
  return markup`<article class="message"><header><b>Batchwatch</b> ${clockTime(receivedAt, timezone)}</header>
<div class="content">${content}</div></article>
`;
}

/** Draws the time of day of a message. */
export function clockTime(instant: Instant, timezone: string): Markup {
  const [, time = ''] = formatInstant(instant, timezone).split(' ');
  return markup`<time class="dim" datetime="${new Date(instant).toISOString()}">${time}</time>`;
}
