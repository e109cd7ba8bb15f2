import { textOf, type XmlElement } from './xml.ts';

/**
 * The most that is kept of a text, in bytes of UTF-8. Job names of the service have up to 128 characters, job ids 33.
 * What names something stands in indexes: one of PostgreSQL takes 2,704 bytes for all of its columns.
 */
const LONGEST = { prose: 64 * 1024, name: 512, word: 256 } as const;

/**
 * Returns the text of a child, cut where it is longer than any text of the service. So a job with a long name is
 * notified all the same.
 */
export function boundedText(parent: XmlElement, name: string, kind: keyof typeof LONGEST = 'prose'): string {
  const text = textOf(parent, name);
  const longest = LONGEST[kind];
  // A UTF-16 unit takes three bytes at most.
  if (text.length * 3 <= longest || Buffer.byteLength(text) <= longest) return text;
  const kept = Buffer.from(text).subarray(0, longest - Buffer.byteLength(END));
  return `${kept.toString('utf8').replace(/\uFFFD+$/, '')}${END}`;
}

const END = '…';

/** The trimmed text of a child that names something; empty when it is longer than any name, for cut it would be another. */
export function wordOf(parent: XmlElement, name: string): string {
  const word = textOf(parent, name).trim();
  return Buffer.byteLength(word) > LONGEST.word ? '' : word;
}
