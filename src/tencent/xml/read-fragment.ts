import { createXmlReader, elementsNamed, XmlProblem, type XmlElement } from './xml.ts';

const readXml = createXmlReader([]);

/** Reads inner XML, which has no root of its own. Empty when it is no XML. */
export function readFragment(xml: string): XmlElement {
  if (xml.trim() === '') return {};
  try {
    return elementsNamed(readXml(`<Fragment>${xml}</Fragment>`), 'Fragment')[0] ?? {};
  } catch (error) {
    if (error instanceof XmlProblem) return {};
    throw error;
  }
}
