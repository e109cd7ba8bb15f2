import { html } from 'hono/html';
import { pageContext } from './page-context.ts';
import { barPage, messageCard } from './page-frame.ts';
import type { Pages, PageOptions } from './page-options.ts';

/** Answers at addresses where there is nothing: a page for people, a line for programs. It must be added last. */
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
      const { nowhere, incident } = words.pages;
      const body = messageCard(nowhere, html`<p><a href="${link('/')}">${incident.unknown.back}</a></p>`);
      return context.html(barPage(page, { title: nowhere.title, body }), 404);
    },
  );
}

const FOR_PROGRAMS = /^\/(?:api|metrics|livez|readyz|assets)(?:\/|$)/;
