import { html } from 'hono/html';
import type { PageContext } from '../../ui/page-context.ts';
import { pageFrame } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import { visibleText } from '../../../platform/text/visible-text-cut.ts';

/** Says that there is no incident of this id, and where to look instead. */
export function unknownIncidentPage(
  {
    id,
    meant,
  }: {
    id: string;
    /** Ids that begin so. */
    meant: readonly string[];
  },
  context: PageContext,
): Html {
  const { words, link } = context;
  const { unknown } = words.pages.incident;
  return pageFrame({
    language: words.tag,
    title: unknown.title,
    bar: { context },
    body: html`<div class="card">
      <h1>${unknown.title}</h1>
      <p><bdi>${unknown.text(visibleText(id, 60))}</bdi></p>
      ${
        meant.length === 0
          ? ''
          : html`<p>${unknown.meant}</p>
              <ul>
                ${meant.map(
                  (known) =>
                    html`<li><a href="${link(`/incidents/${encodeURIComponent(known)}`)}">${known}</a></li> `,
                )}
              </ul>`
      }
      <p><a href="${link('/')}">${unknown.back}</a></p>
    </div>`,
  });
}
