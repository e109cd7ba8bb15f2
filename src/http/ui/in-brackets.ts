import { html } from 'hono/html';
import type { PageWords } from '../locale/en.ts';
import type { Html } from '../base/html.ts';

/** A note in the brackets of the page's language. */
export function inBrackets(note: Html | string, { brackets: [open, close] }: PageWords): Html {
  return html`${open}${note}${close}`;
}
