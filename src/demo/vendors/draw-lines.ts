import { markup, type Markup } from '../../platform/text/markup.ts';
import { drawMarks, type Dialect } from './marks.ts';

/** Draws each line in a row of its own. Lines may be headings (`#`) or quotes (`>`), where the dialect knows them. */
export function drawLines(
  text: string,
  { knows, ...dialect }: Dialect & { knows: readonly ('heading' | 'quote' | 'list')[] },
): readonly Markup[] {
  return text.split('\n').map((line) => {
    const [, heading] = knows.includes('heading') ? (/^#{1,6} +(.*)$/.exec(line) ?? []) : [];
    if (heading !== undefined) return markup`<div class="heading">${drawMarks(heading, dialect)}</div>`;
    const [, quote] = knows.includes('quote') ? (/^> ?(.*)$/.exec(line) ?? []) : [];
    if (quote !== undefined) return markup`<blockquote>${drawMarks(quote, dialect)}</blockquote>`;
    const [, item] = knows.includes('list') ? (/^(?:[-*+]|\d+\.) +(.*)$/.exec(line) ?? []) : [];
    if (item !== undefined) return markup`<div class="item">${drawMarks(item, dialect)}</div>`;
    return line === '' ? markup`<br>` : markup`<div>${drawMarks(line, dialect)}</div>`;
  });
}
