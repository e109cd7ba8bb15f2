import { html } from 'hono/html';
import { pageFrame } from '../ui/page-frame.ts';
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
  const { title, text, signIn, words } = shown;
  return pageFrame({
    language: words.tag,
    title,
    body: html`<div class="card">
      <h1>${title}</h1>
      <p>${text}</p>
      ${signIn === undefined ? '' : html`<p><a href="${signIn}">${words.access.toSignIn}</a></p>`}
    </div>`,
  });
}
