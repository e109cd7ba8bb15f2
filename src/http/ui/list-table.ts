import { html } from 'hono/html';
import type { Html } from '../base/html.ts';

/** A table. On a phone each row is a block, with its heads beside the cells, so that no cell is out of sight. */
export function listTable(table: {
  label: string;
  head: readonly string[];
  /** Figures stay a grid on a phone, too, which scrolls by itself. */
  isOfFigures?: boolean;
  /** Of the first cell, what names the row. */
  rows: readonly (readonly (Html | string)[])[];
}): Html {
  const { label, head, rows, isOfFigures = false } = table;
  // What is wider than its place for all that scrolls, and what scrolls must be reachable by keyboard.
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">
    <table class="${isOfFigures ? 'list figures' : 'list'}" aria-label="${label}">
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
              ${others.map((cell, at) =>
                isOfFigures
                  ? html`<td>${cell}</td>`
                  : html`<td data-head="${head[at + 1] ?? ''}"><div>${cell}</div></td>`,
              )}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
