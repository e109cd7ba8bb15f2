import { markup, type Markup } from '../../platform/text/markup.ts';

/** A mark of a vendor's dialect. Text that no mark takes stays text. */
export interface Mark {
  pattern: RegExp;
  /** @param show shows the text inside the mark. */
  draw: (groups: readonly string[], show: (text: string) => readonly Markup[]) => Markup;
}

/** A vendor's dialect of Markdown. */
export interface Dialect {
  /** Tried in this order where two begin at one place. */
  marks: readonly Mark[];
  /** Reads the references of a text without marks. Left out: the dialect has none. */
  readText?: (text: string) => string;
}

/** Draws a text with the marks that its dialect knows, and no others. */
export function drawMarks(text: string, dialect: Dialect): readonly Markup[] {
  const { marks, readText = (plain: string) => plain } = dialect;
  const found = marks
    .map((mark) => ({ mark, match: mark.pattern.exec(text) }))
    .flatMap(({ mark, match }) => (match === null ? [] : [{ mark, match }]))
    .toSorted((one, other) => one.match.index - other.match.index)[0];
  if (found === undefined) return [markup`${readText(text)}`];
  const { mark, match } = found;
  const [whole, ...groups] = match;
  return [
    markup`${readText(text.slice(0, match.index))}`,
    mark.draw(groups, (inner) => drawMarks(inner, dialect)),
    ...drawMarks(text.slice(match.index + whole.length), dialect),
  ];
}

/** Draws a link. Only an address of the web becomes one. */
export function drawLink(label: string | readonly Markup[], url: string): Markup {
  if (!/^https?:\/\//i.test(url)) return markup`${label}`;
  return markup`<a href="${url}" target="_blank" rel="noopener noreferrer">${label}</a>`;
}

/** `**bold**` of Markdown. */
export const BOLD: Mark = {
  pattern: /\*\*(\S(?:[^\n]*?\S)?)\*\*/,
  draw: ([text = ''], show) => markup`<b>${show(text)}</b>`,
};

/** `*italic*` of Markdown. */
export const ITALIC: Mark = {
  pattern: /(?<!\*)\*([^\s*](?:[^*\n]*[^\s*])?)\*(?!\*)/,
  draw: ([text = ''], show) => markup`<i>${show(text)}</i>`,
};

/** `~~struck~~` of Markdown. */
export const STRUCK: Mark = {
  pattern: /~~([^~\n]+)~~/,
  draw: ([text = ''], show) => markup`<s>${show(text)}</s>`,
};

/** `[label](url)` of Markdown. */
export const LINK: Mark = {
  pattern: /\[([^\]\n]+)\]\(([^)\s]+)\)/,
  draw: ([label = '', url = ''], show) => drawLink(show(label), url),
};

/** Code between backticks. */
export const CODE: Mark = {
  pattern: /`([^`\n]+)`/,
  draw: ([text = '']) => markup`<code>${text}</code>`,
};
