import { JOB_FIELDS } from '../../core/job/fields.ts';
import { readFragment } from './read-fragment.ts';
import { tagAt } from './well-formed.ts';
import { defuseName, type XmlElement } from './xml.ts';
import { decodeReferences } from './xml-text.ts';

/** Elements whose inner XML is kept as it stands. */
const RAW: ReadonlySet<string> = new Set(
  JOB_FIELDS.filter(({ kind }) => kind === 'xml').map(({ element }) => element),
);

/**
 * Reads the inner XML of a row. It must be a part of a document that was found well-formed. Gives what a reader of
 * documents would give, without the text between elements. `Input` and `Operation` give their inner XML undecoded.
 *
 * Rows are most of what Batchwatch reads, and most of their elements are texts: these are cut out in one piece, where
 * the parser goes character by character.
 */
export function readRow(xml: string): XmlElement {
  const children = new Map<string, (string | XmlElement)[]>();
  for (const [name, inner] of childrenOf(xml)) {
    const value = RAW.has(name) ? inner : readValue(inner);
    const same = children.get(name);
    if (same === undefined) children.set(name, [value]);
    else same.push(value);
  }
  return Object.fromEntries(
    Array.from(children, ([name, [first = '', ...more]]) => [
      name,
      more.length === 0 ? first : [first, ...more],
    ]),
  );
}

function readValue(inner: string): string | XmlElement {
  return inner.includes('<') ? readFragment(inner) : decodeReferences(inner);
}

/** The elements that stand in no other, with their inner XML. */
function* childrenOf(xml: string): Generator<[name: string, inner: string]> {
  let depth = 0;
  let name = '';
  let start = 0;
  let end = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', end)) {
    const tag = tagAt(xml, at);
    if (tag === null) return;
    end = at + tag[0].length;
    const [, closed, opened = '', selfClosed] = tag;
    if (closed !== undefined) {
      depth -= 1;
      if (depth === 0) yield [name, xml.slice(start, at)];
    } else if (selfClosed === '') {
      if (depth === 0) [name, start] = [defuseName(opened), end];
      depth += 1;
    } else if (depth === 0) yield [defuseName(opened), ''];
  }
}
