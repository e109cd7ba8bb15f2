import { html } from 'hono/html';
import { SILENCE_KEYS } from '../../../core/mute/silence.ts';
import { signatureFields } from '../../ui/action-form.ts';
import type { PageContext } from '../../ui/page-context.ts';
import type { Html } from '../../base/html.ts';
import type { SilencesWords } from '../../locale/en/silences.ts';

/** The text of the form's fields, as typed or proposed. */
export interface AskedSilence {
  matchers: string;
  for?: string;
  until?: string;
  author?: string;
  comment?: string;
}

/** A form that adds a silence. */
export function silenceForm(
  form: {
    asked: AskedSilence;
    /** The incident that its answer leads to; the list of silences when it is left out. */
    back?: string;
    /** Keeps the labels of several forms of a page apart. */
    id: string;
    /** The fault that the reader should mend. */
    fault?: string | undefined;
  },
  context: PageContext,
): Html {
  const { asked, back, id, fault } = form;
  const { words, link } = context;
  const { form: formWords } = words.pages.silences;
  // Two lines more than are written.
  const rows = asked.matchers.split('\n').length + 2;
  return html`<form
    method="post"
    action="${link('/silences')}"
    ${fault === undefined ? '' : html`data-unsaved`}
  >
    ${fault === undefined ? '' : html`<p class="notice bad" role="alert"><bdi>${fault}</bdi></p>`}
    ${back === undefined ? '' : html`<input type="hidden" name="back" value="${back}" />`}
    <div class="fields">
      <label for="${id}-matchers">${formWords.matchers}</label>
      <textarea
        id="${id}-matchers"
        name="matchers"
        rows="${rows}"
        required
        spellcheck="false"
        autocapitalize="none"
        aria-describedby="${id}-hint"
      >
${asked.matchers}</textarea>
      <p class="dim hint" id="${id}-hint">${formWords.matchersHint(SILENCE_KEYS.join(words.comma))}</p>
      <label for="${id}-for">${formWords.span}</label>
      <select id="${id}-for" name="for">
        ${spanOptions(formWords.spans, asked.for)}
      </select>
      <label for="${id}-until">${formWords.until}</label>
      <input id="${id}-until" name="until" type="datetime-local" value="${asked.until ?? ''}" />
      ${signatureFields(id, context, asked)}
    </div>
    <button type="submit">${formWords.button}</button>
    <p class="dim">${formWords.effect}</p>
  </form>`;
}

function spanOptions(spans: SilencesWords['form']['spans'], chosen: string | undefined): Html {
  return html`${Object.entries(spans).map(
    ([span, formWords]) =>
      html`<option value="${span}" ${span === chosen ? html`selected` : ''}>${formWords}</option> `,
  )}`;
}
