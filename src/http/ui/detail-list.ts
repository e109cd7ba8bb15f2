import { html } from 'hono/html';
import type { Html } from '../base/html.ts';

export type Detail = readonly [label: Html | string, value: Html | string];

/** A list of labels with their values. An undefined row is left out. */
export function detailList(rows: readonly (Detail | undefined)[]): Html {
  return html`<dl>
    ${rows.map(
      (row) =>
        row &&
        html`<dt>${row[0]}</dt>
          <dd>${row[1]}</dd> `,
    )}
  </dl>`;
}
