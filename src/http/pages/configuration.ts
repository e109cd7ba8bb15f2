import { html, raw } from 'hono/html';
import { faultWords } from '../../render/words/fault-words.ts';
import { pageContext } from '../ui/page-context.ts';
import { pageFrame } from '../ui/page-frame.ts';
import type { PageParts, Pages } from '../ui/page-parts.ts';
import { visible } from '../ui/visible.ts';

/** What the program is and works by; secrets are hidden in what is handed in. */
export function addConfiguration(pages: Pages, parts: PageParts): void {
  pages.get('/configuration', parts.access.requires('read'), async (context) => {
    const page = pageContext(context, parts);
    const words = page.words.pages.configuration;
    const unready = await parts.unready();
    const rows = [
      [words.facts.version, visible(parts.build.version)],
      [words.facts.revision, html`<code>${parts.build.revision}</code>`],
      [words.facts.started, page.time(parts.startedAt)],
      [words.facts.publicUrl, html`<code>${parts.manners().publicUrl}</code>`],
      [
        words.facts.ready,
        unready.length === 0
          ? words.ready
          : visible(unready.map((reason) => faultWords(reason, page.words.tag)).join(page.words.clause)),
      ],
    ];
    const body = html`<h1>${words.title}</h1>
      <div class="card">
        <dl>
          ${rows.map(
            ([label, value]) =>
              html`<dt>${label}</dt>
                <dd>${value}</dd> `,
          )}
        </dl>
        <p><a href="${page.link('/api')}">${words.api}</a></p>
      </div>
      <h2 id="effective">${words.effective}</h2>
      <p class="dim">${words.about}</p>
      ${preformatted(parts.configuration())}`;
    const bar = { context: page, current: 'configuration' as const };
    return context.html(pageFrame({ language: page.words.tag, title: words.title, body, bar }));
  });
}

/** In one piece, for a formatter of templates moves blanks. */
function preformatted(text: string) {
  return html`${raw('<pre class="source" tabindex="0" role="region" aria-labelledby="effective">')}${text}${raw('</pre>')}`;
}
