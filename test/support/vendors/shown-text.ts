import type { ShownText } from './stand-in.ts';

/** Returns what clients turn into links without any mark: what begins with a scheme or `www.`, and common domains. */
export function bareLinks(text: string): readonly string[] {
  return (
    text.match(/\b[a-z][a-z0-9+.-]*:\/\/\S+|\bwww\.\w\S*|\b(?:[\w-]+\.)+(?:com|net|org|cn|io)\b\S*/gi) ?? []
  );
}

/** Reads the Markdown of a chat: `[label](url)`, and mentions by a pattern whose first group is the person. */
export function readMarkdown(markdown: string, mention: RegExp): ShownText {
  const links: string[] = [];
  const mentions: string[] = [];
  const text = markdown
    .replace(mention, (_all, person: string) => {
      mentions.push(person);
      return `@${person}`;
    })
    .replace(/!?\[([^\]\n]*)\]\(([^)\s]+)\)/g, (_all, label: string, url: string) => {
      links.push(url);
      return label;
    })
    .replace(/^(?:#{1,6} +|> ?|[-*+] +)|^[-=_*]{3,}$/gm, '');
  const shown = withoutReferences(withoutMarks(text, 2).replace(/\\([!-/:-@[-`{-~])/g, '$1'));
  return { text: shown, links: [...links, ...bareLinks(shown)], mentions };
}

/**
 * Removes the signs that a client draws as bold, italic, struck or code. It pairs them freely, but no underscore within a
 * word. @param most signs of one kind that make a mark together.
 */
export function withoutMarks(text: string, most: 1 | 2): string {
  const pair = (sign: string) => new RegExp(`(${sign}{1,${most}})(?=\\S)([^\\n]*?\\S)\\1`, 'g');
  const underscores = new RegExp(
    `(?<![\\p{L}\\p{N}_])(_{1,${most}})(?=\\S)([^\\n]*?\\S)\\1(?![\\p{L}\\p{N}_])`,
    'gu',
  );
  return [pair('`'), pair('\\*'), pair('~'), underscores].reduce(
    (rest, mark) => rest.replace(mark, '$2'),
    text,
  );
}

/** Draws an emoji for each name between colons. */
export function withEmoji(text: string): string {
  return text.replace(/:[\w+-]*[a-z][\w+-]*:/gi, '😀');
}

/** Reads the references of HTML, each once. */
function withoutReferences(text: string): string {
  return text.replace(/&(?:#(\d+)|(lt|gt|amp));/g, (_all, code: string | undefined, name = '') =>
    code === undefined ? (NAMED[String(name)] ?? '') : String.fromCodePoint(Number(code)),
  );
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&' };

/** Returns the members of a JSON object. There are none in anything else. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Reads a body as JSON. `undefined` when it is none. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
