import { html, raw } from 'hono/html';
import { faultWords } from '../../render/words/fault-words.ts';
import { detailList, type Detail } from '../ui/detail-list.ts';
import { pageContext } from '../ui/page-context.ts';
import { barPage } from '../ui/page-frame.ts';
import type { PageOptions, Pages } from '../ui/page-options.ts';
import { visible } from '../ui/visible.ts';

/** The version and the effective configuration. It comes without secrets. */
export function addConfiguration(pages: Pages, options: PageOptions): void {
  pages.get('/configuration', options.access.requires('read'), async (context) => {
    const page = pageContext(context, options);
    const words = page.words.pages.configuration;
    const unready = await options.unready();
    const rows: readonly Detail[] = [
      [words.details.version, visible(options.build.version)],
      [words.details.revision, html`<code>${options.build.revision}</code>`],
      [words.details.started, page.time(options.startedAt)],
      [words.details.publicUrl, html`<code>${options.display().publicUrl}</code>`],
      [
        words.details.ready,
        unready.length === 0
          ? words.ready
          : visible(unready.map((reason) => faultWords(reason, page.words.tag)).join(page.words.clause)),
      ],
    ];
    const body = html`<h1>${words.title}</h1>
      <div class="card">
        ${detailList(rows)}
        <p><a href="${page.link('/api')}">${words.api}</a></p>
      </div>
      <h2 id="effective">${words.effective}</h2>
      <p class="dim">${words.about}</p>
      ${preformatted(options.configuration())}`;
    return context.html(barPage(page, { title: words.title, body, current: 'configuration' }));
  });
}

/** In one piece, for a formatter of templates moves blanks. */
function preformatted(text: string) {
  return html`${raw('<pre class="source" tabindex="0" role="region" aria-labelledby="effective">')}${text}${raw('</pre>')}`;
}
