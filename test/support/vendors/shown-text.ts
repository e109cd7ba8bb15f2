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
    .replaceAll('**', '');
  return { text, links: [...links, ...bareLinks(text)], mentions };
}

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
