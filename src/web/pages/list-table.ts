import { html } from 'hono/html';
import type { Html } from './html.ts';

/** A table that scrolls by itself where the page is too narrow for it. */
export function listTable(table: {
  readonly label: string;
  readonly head: readonly string[];
  /** Of the first cell, what names the row. */
  readonly rows: readonly (readonly (Html | string)[])[];
}): Html {
  const { label, head, rows } = table;
  // What scrolls must be reachable by keyboard.
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">
    <table class="list" aria-label="${label}">
      <thead>
        <tr>
          ${head.map((text) => html`<th scope="col">${text}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...others]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${others.map((cell) => html`<td>${cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
