import { XMLParser } from 'fast-xml-parser';
import { findXmlProblem } from './well-formed.ts';
import { decodeReferences, resolveSections } from './xml-text.ts';

/** An element without children is its text; one with children is a record; repeated ones are a list. */
type XmlValue = string | XmlElement | readonly (string | XmlElement)[];
export interface XmlElement {
  readonly [name: string]: XmlValue | undefined;
}

/** The text is not the XML that was asked for; `message` says where and why, in one line. */
export class XmlProblem extends Error {}

/**
 * Makes a reader of whole XML documents that believes nothing of one that is not well-formed to its end.
 * Text is kept as it stands (no trimming, no numbers), attributes are ignored, references are decoded.
 * Elements named in `rawPaths` (`Response.JobsDetail.Input`) give their inner XML undecoded, CDATA sections in
 * it rewritten as escaped text. Refused: DOCTYPE and other declarations, processing instructions, encodings
 * other than UTF-8.
 * @throws XmlProblem from the returned function, and nothing else.
 */
export function createXmlReader(rawPaths: readonly string[]): (text: string) => XmlElement {
  const parser = new XMLParser({
    parseTagValue: false,
    trimValues: false,
    jPath: false,
    processEntities: false,
    ignoreDeclaration: true,
    stopNodes: [...rawPaths],
    transformTagName: defuseName,
    // Blank text between elements is indentation and is dropped; the text of a leaf is kept to the byte.
    tagValueProcessor: (_name, text, _path, _attributes, isLeaf) =>
      isLeaf || text.trim() !== '' ? decodeReferences(text) : '',
  });
  return (text) => {
    const resolved = resolveSections(text);
    if (resolved === undefined) throw new XmlProblem('a comment or CDATA section is not closed');
    const problem = findXmlProblem(resolved, skipDeclaration(resolved));
    if (problem !== undefined) throw new XmlProblem(problem);
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the options above make no other shape
      return parser.parse(resolved) as XmlElement;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new XmlProblem(reason.split('\n', 1)[0]?.slice(0, 200), { cause: error });
    }
  };
}

/** The elements of that name, as a list whatever their number; text-only ones are left out. */
export function elementsNamed(parent: XmlElement, name: string): XmlElement[] {
  const value = parent[name];
  return [value ?? []].flat().filter((item): item is XmlElement => typeof item === 'object');
}

/** The text of a child; empty when it is absent, repeated, or has children of its own. */
export function textOf(parent: XmlElement, name: string): string {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** Returns the place at which the root begins: behind the byte order mark and the XML declaration, if there are any. */
function skipDeclaration(text: string): number {
  const declaration = /^\uFEFF?(?:<\?xml\s[^<>]*\?>)?/.exec(text)?.[0] ?? '';
  const encoding = /encoding\s*=\s*["']([^"']*)/.exec(declaration)?.[1];
  if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
    throw new XmlProblem(`the encoding ${encoding.slice(0, 40)} is not UTF-8`);
  }
  return declaration.length;
}

/** The parser refuses these names outright, and one odd field must not blind a whole page. */
export function defuseName(name: string): string {
  return name === '__proto__' || name === 'constructor' || name === 'prototype' ? `_${name}` : name;
}
