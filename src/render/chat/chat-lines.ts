import type { Words } from '../locale/en.ts';
import type { Link } from '../content/message-links.ts';
import type { ChatContent } from './chat-content.ts';

/** The marks of one channel. Texts of jobs go through `escape` alone: they never become a link, a mention or a mark. */
export interface ChatMarkup {
  escape: (text: string) => string;
  strong: (text: string) => string;
  /** Left out: the address stands behind the label. @param label with its marks. */
  link?: (label: string, url: string) => string;
  /** The people who are mentioned, with the marks for it. Empty or left out: nobody. */
  mentions?: string;
}

/** Lays a message out as lines, in the order of its content. */
export function chatLines(content: ChatContent, markup: ChatMarkup, words: Words): readonly string[] {
  const { escape, strong, link = words.lines.link, mentions = '' } = markup;
  const drawLink = ({ label, url }: Link) => link(escape(label), url);
  const plain = [...content.details, ...content.causes, ...content.standing];
  const listed = [...content.jobs.map((job) => `• ${job}`), ...(content.more === '' ? [] : [content.more])];
  return [
    strong(escape(content.headline)),
    ...plain.map(escape),
    ...content.parts.map(drawLink),
    ...listed.map(escape),
    ...content.links.map(drawLink),
    ...(mentions === '' ? [] : [mentions]),
    escape(words.chat.number(content.number)),
  ];
}

/** Returns how many bytes a text has in UTF-8: what the vendors count. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
