import { isAlias, isMap, isNode, isScalar, isSeq, visit, type Document, type Node } from 'yaml';

/** An alias or a merge key that gives no data, and where it stands. */
export interface BrokenReference {
  code: 'BAD_ALIAS' | 'CIRCULAR_ALIAS' | 'BAD_MERGE';
  offset: number;
}

/** Returns the first alias or merge key (`<<`) from which no data can be made; `undefined` when there is none. */
export function findBrokenReference(document: Document.Parsed): BrokenReference | undefined {
  const anchors = new Map<string, Node>();
  let broken: BrokenReference | undefined;
  const breakAt = (code: BrokenReference['code'], node: unknown) => {
    broken = { code, offset: startOf(node) ?? 0 };
    return visit.BREAK;
  };
  visit(document, {
    Node: (_key, node, ancestors) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return undefined;
      }
      const source = anchors.get(node.source);
      if (source === undefined) return breakAt('BAD_ALIAS', node);
      return ancestors.includes(source) ? breakAt('CIRCULAR_ALIAS', node) : undefined;
    },
    Pair: (_key, { key, value }) => {
      const wrong = isMergeKey(key) ? wrongSource(value, anchors) : undefined;
      return wrong === undefined ? undefined : breakAt('BAD_MERGE', isNode(wrong.node) ? wrong.node : key);
    },
  });
  return broken;
}

/** Says whether the key merges other mappings into its own. In quotes it is a key like any other. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** Returns the place in the text at which the node begins. */
export function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** Returns a value of a merge key that is no mapping. An alias that leads nowhere is a problem of its own when it is reached. */
function wrongSource(value: unknown, anchors: ReadonlyMap<string, Node>): { node: unknown } | undefined {
  const sources = resolve(value, anchors);
  const items = isSeq(sources) ? sources.items : [value];
  return items
    .map((node: unknown) => ({ node, source: resolve(node, anchors) }))
    .find(({ source }) => !isMap(source) && !isAlias(source));
}

/** An alias that leads nowhere stays one. */
function resolve(node: unknown, anchors: ReadonlyMap<string, Node>): unknown {
  return isAlias(node) ? (anchors.get(node.source) ?? node) : node;
}
