import { html } from 'hono/html';
import { formatDuration, type Instant } from '../../platform/time.ts';
import type { PageBasics } from './page-context.ts';
import type { Html } from '../base/html.ts';
import { inBrackets } from './in-brackets.ts';

/** A moment and how long ago it was: `09:15:02 (2 h 10 min ago)`, with its day when that is longer ago than a day. */
export function since(at: Instant, context: PageBasics): Html {
  return html`${context.time(at, { isBesideAge: true })}<span class="dim"
      >${inBrackets(ago(at, context), context.words)}</span
    >`;
}

/** Returns the age of a moment: `2 h 10 min ago`. */
export function ago(at: Instant, { now, words }: PageBasics): string {
  const { ago: sentence, units } = words.pages.now;
  return sentence(formatDuration(now - at, units));
}
