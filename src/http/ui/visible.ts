import { html } from 'hono/html';
import type { Html } from '../base/html.ts';
import { visibleText } from '../../platform/text/visible-text.ts';

/** Foreign text for a page: not too long, and unable to turn round what stands beside it. */
export function visible(text: string, most = 160): Html {
  return html`<bdi>${visibleText(text, most)}</bdi>`;
}
