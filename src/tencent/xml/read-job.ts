import { byKey, JOB_FIELDS, type FieldKind } from '../../core/job/fields.ts';
import type { Job } from '../../core/job/job.ts';
import { hideKeys } from '../../platform/hide-keys.ts';
import { boundedText, wordOf } from './bounded-text.ts';
import { readFragment } from './read-fragment.ts';
import { elementsNamed, textOf, type XmlElement } from './xml.ts';

/** Reads a row of a list. `undefined` for a row without a usable `JobId` or `State`. */
export function readJob(row: XmlElement): Job | undefined {
  const fields = byKey(JOB_FIELDS, ({ element, kind }) => readField(row, element, kind));
  const isJob = fields.jobId !== '' && fields.state !== '';
  return isJob ? { ...fields, extra: readExtra(row) } : undefined;
}

/** @param path an element of the row, or elements in each other: `Operation/JobLevel`. */
export function readField(row: XmlElement, path: string, kind: FieldKind): string {
  const names = path.split('/');
  const name = names.pop() ?? '';
  return READERS[kind](names.reduce(childOf, row), name);
}

/** `Input` and `Operation` are kept as text until somebody looks into them. */
function childOf(parent: XmlElement, name: string): XmlElement {
  return elementsNamed(parent, name)[0] ?? readFragment(textOf(parent, name));
}

const READERS: Readonly<Record<FieldKind, (parent: XmlElement, name: string) => string>> = {
  id: wordOf,
  word: (parent, name) => boundedText(parent, name, 'word').trim(),
  name: (parent, name) => boundedText(parent, name, 'name'),
  prose: (parent, name) => hideKeys(boundedText(parent, name)),
  time: (parent, name) => {
    const text = wordOf(parent, name);
    return text === '-' ? '' : text;
  },
  xml: (parent, name) => {
    const xml = boundedText(parent, name);
    // A signed address gives whoever reads it the right to the object.
    return xml.includes('q-') ? hideKeys(xml) : xml;
  },
};

/** Elements that the table of fields does not have. The Go SDK knows three. */
const MOST_EXTRA = 50;
const LONGEST_NAME = 100;

function readExtra(row: XmlElement): Record<string, string> {
  const extra: Record<string, string> = {};
  const names = Object.keys(row).filter((name) => !FIELD_ELEMENTS.has(name) && name !== '#text');
  for (const name of names.slice(0, MOST_EXTRA)) {
    if (typeof row[name] === 'string') extra[name.slice(0, LONGEST_NAME)] = boundedText(row, name);
  }
  return extra;
}

const FIELD_ELEMENTS: ReadonlySet<string> = new Set(JOB_FIELDS.map(({ element }) => element));
