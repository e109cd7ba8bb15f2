import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { Path, Problem } from '../../platform/document/problem.ts';
import { findBrokenReference, isMergeKey, startOf } from './yaml-references.ts';

/** A YAML text as plain data that still knows where each value stands. */
export interface YamlFile {
  root: unknown;
  /** Problems of the text itself; with `isBroken` the data is not worth looking at. */
  problems: readonly Problem[];
  isBroken: boolean;
  /** Returns the place of the value at `path`, or of the key `atKey` in it. Else the place of its nearest ancestor. */
  position(path: Path, atKey?: string): Position;
}

interface Position {
  line: number;
  column: number;
}

/** So many targets may share their defaults by one anchor; what grows beyond that is an attack. */
const MAX_ALIASES = 1_000;

/**
 * Reads one YAML document, merge keys (`<<`) included. Says what is wrong in own words: the library quotes the text around a mistake,
 * and a secret may stand there.
 */
export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    merge: true,
    logLevel: 'error',
  });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = document.errors.map(({ code, pos }) => {
    const isMerge = code === 'DUPLICATE_KEY' && text.startsWith('<<', pos[0]);
    return { path: '', ...place(pos[0]), ...explain(isMerge ? 'DUPLICATE_MERGE' : code) };
  });
  const warnings = document.warnings.map(({ code, pos }) => ({
    path: '',
    ...place(pos[0]),
    ...explain(code),
  }));
  const data = toData(document);
  const dataProblems =
    'broken' in data ? [{ path: '', ...place(data.broken.offset), ...explain(data.broken.code) }] : [];
  return {
    root: 'broken' in data ? undefined : data.root,
    problems: [...problems, ...warnings, ...dataProblems],
    isBroken: document.errors.some(({ code }) => code !== 'DUPLICATE_KEY') || 'broken' in data,
    position: (path, atKey) => place(offsetOf(document, path, atKey)),
  };
}

/** The only things left to go wrong: a reference that gives no data, or aliases that would grow without bound. */
function toData(document: Document.Parsed): { root: unknown } | { broken: { code: string; offset: number } } {
  const broken = findBrokenReference(document);
  if (broken !== undefined) return { broken };
  try {
    return { root: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch {
    return { broken: { code: 'TOO_MANY_ALIASES', offset: 0 } };
  }
}

function offsetOf(document: Document.Parsed, path: Path, atKey: string | undefined): number {
  const steps = atKey === undefined || path.at(-1) === atKey ? path : [...path, atKey];
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of steps.entries()) {
    const { key, value } = childOf(node, step, document);
    const isKeyWanted = atKey !== undefined && index === steps.length - 1;
    const start = isKeyWanted ? startOf(key) : (startOf(value) ?? startOf(key));
    if (start === undefined) return offset;
    offset = start;
    node = isAlias(value) ? value.resolve(document) : value;
  }
  return offset;
}

interface Child {
  key?: unknown;
  value?: unknown;
}

function childOf(node: unknown, step: string | number, document: Document.Parsed): Child {
  if (!isMap(node)) return isSeq(node) && typeof step === 'number' ? { value: node.items[step] } : {};
  // Of a key that stands twice, the last gives the value.
  const own = node.items.findLast(
    ({ key }) => isScalar(key) && !isMergeKey(key) && String(key.value) === String(step),
  );
  if (own !== undefined) return own;
  const merged = node.items
    .filter(({ key }) => isMergeKey(key))
    .flatMap(({ value }) => mergedMaps(value, document));
  return merged.map((map) => childOf(map, step, document)).find(({ key }) => key !== undefined) ?? {};
}

/** The mappings that a merge key names; of a key that several have, the first gives the value. */
function mergedMaps(value: unknown, document: Document.Parsed): readonly unknown[] {
  const source = isAlias(value) ? value.resolve(document) : value;
  return isSeq(source) ? source.items.flatMap((item) => mergedMaps(item, document)) : [source];
}

function explain(code: string): Pick<Problem, 'message' | 'hint'> {
  return EXPLANATIONS.get(code) ?? { message: 'is not well-formed YAML here', hint: LOOK };
}

const LOOK = 'look for a wrong indent, a missing quote or ": "; in [ ] and { } write "${VAR}" in quotes';

const EXPLANATIONS: ReadonlyMap<string, Pick<Problem, 'message' | 'hint'>> = new Map([
  [
    'DUPLICATE_MERGE',
    { message: 'a second merge key (<<) stands here', hint: 'write one with a list: <<: [*first, *second]' },
  ],
  [
    'BAD_MERGE',
    {
      message: 'a merge key (<<) names something that is no mapping',
      hint: 'write <<: *name, or <<: [*first, *second], of anchors on mappings',
    },
  ],
  [
    'CIRCULAR_ALIAS',
    { message: 'an alias (*name) stands inside of what it repeats', hint: 'take it out of there' },
  ],
  [
    'TOO_MANY_ALIASES',
    {
      message: 'aliases (*name) would grow without bound',
      hint: 'write out what is repeated within repetitions',
    },
  ],
  ['DUPLICATE_KEY', { message: 'the same key stands here twice', hint: 'keep one of them' }],
  [
    'MULTIPLE_DOCS',
    { message: 'a second YAML document starts here', hint: 'keep one document, without "---" in it' },
  ],
  ['TAB_AS_INDENT', { message: 'a tab is used as indent', hint: 'indent with blanks' }],
  [
    'BAD_INDENT',
    { message: 'the indent is wrong here', hint: 'align the keys of one mapping, and close each [ and {' },
  ],
  ['NON_STRING_KEY', { message: 'a key must be text', hint: 'in [ ] and { } write "${VAR}" in quotes' }],
  [
    'BAD_ALIAS',
    { message: 'an alias (*name) leads nowhere', hint: 'put a text that starts with * in quotes' },
  ],
  [
    'TAG_RESOLVE_FAILED',
    { message: 'a tag (!name) is not known', hint: 'put a text that starts with ! in quotes' },
  ],
]);
