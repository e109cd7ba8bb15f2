import { html, raw } from 'hono/html';
import type { Html } from '../base/html.ts';
import { visibleText } from '../../platform/text/visible-text.ts';

/** A field of a filter that offers some values and, before them, any. */
export function choice(of: {
  name: string;
  label: string;
  any: string;
  values: readonly string[];
  chosen: string | undefined;
}): Html {
  // What an address asks for stays chosen, also when there is no such thing any more.
  const values = of.chosen === undefined ? of.values : [...new Set([...of.values, of.chosen])];
  return html`<p class="field">
    <label for="${of.name}">${of.label}</label>
    <select id="${of.name}" name="${of.name}">
      <option value="">${of.any}</option>
      ${values.map(
        (value) =>
          html`<option value="${value}" ${on(value === of.chosen, 'selected')}>
            ${visibleText(value, 300)}
          </option>`,
      )}
    </select>
  </p>`;
}

/** An attribute that is there, or not. */
export function on(is: boolean | undefined, attribute: 'checked' | 'selected') {
  return is === true ? raw(attribute) : '';
}
