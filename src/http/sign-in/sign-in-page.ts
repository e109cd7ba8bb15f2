import { html, raw } from 'hono/html';
import { SECOND, type Duration } from '../../platform/time.ts';
import { pageFrame } from '../ui/page-frame.ts';
import type { Html } from '../base/html.ts';
import type { PageWords } from '../locale/en.ts';

/** Asks for a name and a password. */
export function signInPage(shown: {
  /** The address that takes the form. */
  action: string;
  /** The path to go to after it. */
  next: string;
  /** The name that was typed before. */
  user?: string;
  /** Present when a try has failed; with a wait, when none was made. */
  failed?: { wait?: Duration };
  words: PageWords;
}): Html {
  const { action, next, user = '', failed, words } = shown;
  const { signIn } = words.access;
  return pageFrame({
    language: words.tag,
    title: signIn.title,
    body: html`<div class="card sign-in">
      <h1>${signIn.title}</h1>
      ${failed === undefined ? '' : html`<p class="notice" role="alert">${failure(failed, words)}</p>`}
      <form method="post" action="${action}">
        <input type="hidden" name="next" value="${next}" />
        <label for="user">${signIn.user}</label>
        <input
          id="user"
          name="user"
          value="${user}"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="100"
          required
          ${user === '' ? raw('autofocus') : ''}
        />
        <label for="password">${signIn.password}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength="1024"
          required
          ${user === '' ? '' : raw('autofocus')}
        />
        <button type="submit">${signIn.button}</button>
      </form>
    </div>`,
  });
}

function failure({ wait }: { wait?: Duration }, { access }: PageWords): string {
  const { wrong, limited } = access.signIn;
  return wait === undefined ? wrong : limited(Math.ceil(wait / SECOND));
}
