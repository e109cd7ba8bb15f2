import { html } from 'hono/html';
import type { PageContext } from '../page-context.ts';
import type { Html } from '../../base/html.ts';

/** A drawing with its title, its key, and the same figures as a table. */
export function chartFigure(figure: {
  title: string;
  /** Then it says so, and shows nothing else. */
  isEmpty: boolean;
  drawing: Html;
  /** The colours: a class and its meaning each. */
  key: readonly (readonly [string, string])[];
  table: Html;
  page: PageContext;
}): Html {
  const { title, drawing, page } = figure;
  const { asTable, none } = page.words.pages.jobs.charts;
  const head = html`<figcaption><h3>${title}</h3></figcaption>`;
  if (figure.isEmpty)
    return html`<figure class="card chart">
      ${head}
      <p class="dim">${none}</p>
    </figure>`;
  return html`<figure class="card chart">
    ${head} ${drawing}
    <ul class="key">
      ${figure.key.map(([look, meaning]) => html`<li><span class="swatch ${look}"></span>${meaning}</li> `)}
    </ul>
    <details>
      <summary>${asTable}</summary>
      ${figure.table}
    </details>
  </figure>`;
}
