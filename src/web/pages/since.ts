import { html } from 'hono/html';
import { formatDuration, type Instant } from '../../time.ts';
import type { PageBasics } from './page-context.ts';
import type { Html } from './html.ts';

/** A moment and how long ago it was: `2026-11-23 09:15:02 Asia/Shanghai (2 h 10 min ago)`. */
export function since(at: Instant, context: PageBasics): Html {
  return html`${context.time(at)} <span class="dim">(${ago(at, context)})</span>`;
}

/** How long ago it was: `2 h 10 min ago`. */
export function ago(at: Instant, { now, words }: PageBasics): string {
  const { ago: said, units } = words.pages.now;
  return said(formatDuration(now - at, units));
}
