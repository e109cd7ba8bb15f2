import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
} from 'yaml';
import type { Path, Problem } from './problem.ts';

/** A YAML text as plain data that still knows where each value stands. */
export interface YamlFile {
  readonly root: unknown;
  /** Problems of the text itself; with `isBroken` the data is not worth looking at. */
  readonly problems: readonly Problem[];
  readonly isBroken: boolean;
  /** Where the value at `path` stands (or the key `atKey` in it), else its nearest ancestor. */
  position(path: Path, atKey?: string): Position;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Reads one YAML document. Says what is wrong in own words: the library quotes the text around a mistake,
 * and a secret may stand there.
 */
export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'error',
  });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = document.errors.map(({ code, pos }) => ({ path: '', ...place(pos[0]), ...explain(code) }));
  const warnings = document.warnings.map(({ code, pos }) => ({
    path: '',
    ...place(pos[0]),
    ...explain(code),
  }));
  const data = toData(document);
  const dataProblems =
    data.brokenAt === undefined ? [] : [{ path: '', ...place(data.brokenAt), ...explain('BAD_ALIAS') }];
  return {
    root: data.root,
    problems: [...problems, ...warnings, ...dataProblems],
    isBroken: document.errors.some(({ code }) => code !== 'DUPLICATE_KEY') || data.brokenAt !== undefined,
    position: (path, atKey) => place(offsetOf(document, path, atKey)),
  };
}

/** The only thing left to go wrong: an alias that leads nowhere, or aliases that would grow without bound. */
function toData(document: Document.Parsed): { readonly root: unknown; readonly brokenAt?: number } {
  try {
    return { root: document.toJS() };
  } catch {
    let brokenAt = 0;
    visit(document, {
      Alias: (_key, alias) => {
        if (alias.resolve(document) !== undefined) return undefined;
        brokenAt = startOf(alias) ?? 0;
        return visit.BREAK;
      },
    });
    return { root: undefined, brokenAt };
  }
}

function offsetOf(document: Document.Parsed, path: Path, atKey: string | undefined): number {
  const steps = atKey === undefined || path.at(-1) === atKey ? path : [...path, atKey];
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of steps.entries()) {
    const { key, value } = childOf(node, step);
    const isKeyWanted = atKey !== undefined && index === steps.length - 1;
    const start = isKeyWanted ? startOf(key) : (startOf(value) ?? startOf(key));
    if (start === undefined) return offset;
    offset = start;
    node = isAlias(value) ? value.resolve(document) : value;
  }
  return offset;
}

function childOf(node: unknown, step: string | number): { readonly key?: unknown; readonly value?: unknown } {
  // Of a key that stands twice, the last gives the value.
  if (isMap(node))
    return node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(step)) ?? {};
  return isSeq(node) && typeof step === 'number' ? { value: node.items[step] } : {};
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function explain(code: string): { readonly message: string; readonly hint: string } {
  return EXPLANATIONS.get(code) ?? { message: 'is not well-formed YAML here', hint: LOOK };
}

const LOOK = 'look for a wrong indent, a missing quote or ": "; in [ ] and { } write "${VAR}" in quotes';

const EXPLANATIONS: ReadonlyMap<string, { readonly message: string; readonly hint: string }> = new Map([
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
