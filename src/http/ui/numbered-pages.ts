import { html } from 'hono/html';
import type { PageContext } from './page-context.ts';
import type { Html } from '../base/html.ts';
import { withQuery } from './page-paths.ts';

/** Some of a list that is too long to be shown whole. */
export interface NumberedPage<Item> {
  items: readonly Item[];
  /** Counted from 1. */
  number: number;
  size: number;
  /** The number of all items. */
  all: number;
}

/** The page that `asked` names by its number; the first or last where there is no such page. */
export function numberedPage<Item>(
  items: readonly Item[],
  { asked, size }: { asked: string | undefined; size: number },
): NumberedPage<Item> {
  const wanted = /^\d{1,6}$/.test(asked ?? '') ? Number(asked) : 1;
  const number = Math.max(1, Math.min(wanted, Math.ceil(items.length / size)));
  return { items: items.slice((number - 1) * size, number * size), number, size, all: items.length };
}

/** Says which part is shown, and leads to the others; nothing where all are shown. */
export function numberedLinks(
  { items, number, size, all }: NumberedPage<unknown>,
  of: {
    path: string;
    /** The parameter that bears the number. */
    name: string;
    label: string;
    /** Other parameters of the address. */
    others?: Readonly<Record<string, string | undefined>>;
  },
  { words, link }: PageContext,
): Html | '' {
  if (all <= size) return '';
  const { paging } = words;
  const first = (number - 1) * size + 1;
  const to = (page: number) => link(withQuery(of.path, { ...of.others, [of.name]: page }));
  return html`<nav class="pager" aria-label="${of.label}">
    <span>${paging.part({ first, last: first + items.length - 1, all })}</span>
    ${number > 1 ? html`<a rel="prev" href="${to(number - 1)}">${paging.previous}</a>` : ''}
    ${first + items.length <= all ? html`<a rel="next" href="${to(number + 1)}">${paging.next}</a>` : ''}
  </nav>`;
}
