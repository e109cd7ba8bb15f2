import { html } from 'hono/html';
import { messageCard, pageFrame } from './page-frame.ts';
import type { Html } from '../base/html.ts';
import type { PageWords } from '../locale/en.ts';

/** Says that nothing was done, and why. With an incident's id, also the command that does it. */
export function refusedPage(shown: {
  why: keyof PageWords['refused'];
  /** Only what a valid signature vouches for. */
  incident?: string;
  words: PageWords;
}): Html {
  const { why, incident, words } = shown;
  const refused = words.refused[why];
  const command =
    incident === undefined ? '' : html`<p>${words.byCommand} <code>batchwatch ack ${incident}</code></p>`;
  return pageFrame({ language: words.tag, title: refused.title, body: messageCard(refused, command) });
}
