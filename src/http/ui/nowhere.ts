import { html } from 'hono/html';
import { pageContext } from './page-context.ts';
import { pageFrame } from './page-frame.ts';
import type { Pages, PageOptions } from './page-options.ts';

/** What people find at addresses where there is nothing; programs are told so in a line. To be added last. */
export function addNowhere(pages: Pages, options: PageOptions): void {
  pages.get(
    '*',
    async (context, next) => {
      const isPerson = context.req.header('Accept')?.includes('text/html') === true;
      if (!isPerson || FOR_PROGRAMS.test(context.req.path)) return await context.notFound();
      await next();
      return undefined;
    },
    options.access.requires('read'),
    (context) => {
      const page = pageContext(context, options);
      const { words, link } = page;
      const { title, text } = words.pages.nowhere;
      const body = html`<div class="card">
        <h1>${title}</h1>
        <p>${text}</p>
        <p><a href="${link('/')}">${words.pages.incident.unknown.back}</a></p>
      </div>`;
      return context.html(pageFrame({ language: words.tag, title, bar: { context: page }, body }), 404);
    },
  );
}

const FOR_PROGRAMS = /^\/(?:api|metrics|livez|readyz|assets)(?:\/|$)/;
