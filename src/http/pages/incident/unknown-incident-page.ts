import { html } from 'hono/html';
import type { PageContext } from '../../ui/page-context.ts';
import { barPage, messageCard } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';
import { incidentPath } from '../../ui/page-paths.ts';

/** Says that there is no incident of this id, and offers those whose id begins so. */
export function unknownIncidentPage(id: string, meant: readonly string[], context: PageContext): Html {
  const { words, link } = context;
  const { unknown } = words.pages.incident;
  const { title } = unknown;
  const links = meant.map((known) => html`<li><a href="${link(incidentPath(known))}">${known}</a></li> `);
  const text = html`<bdi>${unknown.text(visibleText(id, 60))}</bdi>`;
  const body = messageCard(
    { title, text },
    html`${
        links.length === 0
          ? ''
          : html`<p>${unknown.meant}</p>
              <ul>
                ${links}
              </ul>`
      }
      <p><a href="${link('/')}">${unknown.back}</a></p>`,
  );
  return barPage(context, { title, body });
}
