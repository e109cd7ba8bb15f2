import { html } from 'hono/html';
import type { Html } from '../base/html.ts';
import type { PageContext } from './page-context.ts';

interface OlderLinks {
  label: string;
  /** The start of this page and of the next one: undefined on the first and on the last page. */
  cursor: string | undefined;
  next: string | undefined;
  /** The path of the page that begins there. */
  path: (cursor: string | undefined) => string;
}

/** Leads to the older entries of a list, and back to its newest. */
export function olderLinks(
  { label, cursor, next, path }: OlderLinks,
  { words, link }: PageContext,
): Html | '' {
  if (cursor === undefined && next === undefined) return '';
  const { older, newest } = words.pages.notifications;
  return html`<nav class="pager" aria-label="${label}">
    ${cursor === undefined ? '' : html`<a href="${link(path(undefined))}">${newest}</a>`}
    ${next === undefined ? '' : html`<a rel="next" href="${link(path(next))}">${older}</a>`}
  </nav>`;
}
