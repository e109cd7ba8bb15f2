import { html } from 'hono/html';
import { LONGEST_COMMENT, LONGEST_NAME } from '../auth/actor-of.ts';
import type { PageContext } from './page-context.ts';
import type { Html } from '../base/html.ts';

/** A form that does something to an incident, by one button; `more` stands above it. */
export function actionForm(
  form: {
    incident: string;
    action: 'ack' | 'close';
    /** The page that its answer leads to; the incident when it is left out. */
    back?: 'now';
    button: string;
    more?: Html | '';
  },
  { link }: PageContext,
): Html {
  const { incident, action, back, button, more = '' } = form;
  return html`<form method="post" action="${link(`/incidents/${encodeURIComponent(incident)}/${action}`)}">
    ${back === undefined ? '' : html`<input type="hidden" name="back" value="${back}" />`} ${more}
    <button type="submit">${button}</button>
  </form>`;
}

/** Fields for a note, and for a name where nobody is signed in. `id` keeps the labels of several forms of a page apart. */
export function signatureFields(
  id: string,
  context: PageContext,
  given: { author?: string; comment?: string } = {},
): Html {
  const { author, comment } = context.words.pages.incident.fields;
  const who =
    context.principal.name === ''
      ? html`<label for="${id}-author">${author}</label>
          <input
            id="${id}-author"
            name="author"
            maxlength="${LONGEST_NAME}"
            autocomplete="name"
            value="${given.author ?? ''}"
          />`
      : '';
  return html`${who}
    <label for="${id}-comment">${comment}</label>
    <input
      id="${id}-comment"
      name="comment"
      maxlength="${LONGEST_COMMENT}"
      value="${given.comment ?? ''}"
    />`;
}
