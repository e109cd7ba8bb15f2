import { textOf, type XmlElement } from './xml.ts';

/** Bytes of UTF-8. */
const LONGEST_TEXT = 64 * 1024;

/**
 * Returns the text of a child, cut where it is longer than any text of the service. So a job with a long name is
 * notified all the same.
 */
export function boundedText(parent: XmlElement, name: string): string {
  const text = textOf(parent, name);
  // A UTF-16 unit takes three bytes at most.
  if (text.length * 3 <= LONGEST_TEXT || Buffer.byteLength(text) <= LONGEST_TEXT) return text;
  const kept = Buffer.from(text).subarray(0, LONGEST_TEXT - Buffer.byteLength(END));
  return `${kept.toString('utf8').replace(/\uFFFD+$/, '')}${END}`;
}

const END = '…';

/** A job id has 33 characters, a state 9. */
const LONGEST_WORD = 1024;

/** The trimmed text of a child that names something; empty when it is longer than any name, for cut it would be another. */
export function wordOf(parent: XmlElement, name: string): string {
  const word = textOf(parent, name).trim();
  return word.length > LONGEST_WORD ? '' : word;
}
