import { html } from 'hono/html';
import { messageCard, pageFrame } from '../ui/page-frame.ts';
import type { Html } from '../base/html.ts';
import type { PageWords } from '../locale/en.ts';

/** Says why somebody is turned away, and what to do. */
export function closedPage(shown: {
  title: string;
  text: string;
  /** Where to become somebody else; absent where nobody can. */
  signIn: string | undefined;
  words: PageWords;
}): Html {
  const { title, signIn, words } = shown;
  const more = signIn === undefined ? '' : html`<p><a href="${signIn}">${words.access.toSignIn}</a></p>`;
  return pageFrame({ language: words.tag, title, body: messageCard(shown, more) });
}
