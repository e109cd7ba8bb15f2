import { html } from 'hono/html';
import type { Html } from '../../base/html.ts';
import { visible } from '../../ui/visible.ts';

/** A message of the API, word for word. One of more than a few lines is folded. */
export function apiMessage(message: string): Html {
  const text = message.trim();
  if (text.length <= SHOWN) return html`<q>${visible(text, SHOWN)}</q>`;
  return html`<details class="said">
    <summary><q>${visible(text, SHOWN)}</q></summary>
    <q>${visible(text, LONGEST)}</q>
  </details>`;
}

const SHOWN = 300;
const LONGEST = 4_000;
