import { parser } from '@prometheus-io/lezer-promql';
import type { SyntaxNode } from '@lezer/common';

export interface Matcher {
  label: string;
  operator: string;
  value: string;
}

export interface Selector {
  /** Name of the series, with `_bucket`, `_sum` or `_count` where it bears one. */
  metric: string;
  matchers: readonly Matcher[];
}

/** The names in a PromQL expression. */
export interface Asked {
  selectors: readonly Selector[];
  /** Labels of `by`, `without`, `on`, `ignoring` and `group_left`. */
  labels: readonly string[];
}

/**
 * Reads the names off an expression. Grafana's range variables (`$__rate_interval`) are taken for five minutes;
 * its others may stand in strings only. @throws Error when it is no PromQL.
 */
export function readPromql(expression: string): Asked {
  const text = expression.replaceAll(/\$\{?__(rate_interval|interval|range)\}?/g, '5m');
  const selectors: Selector[] = [];
  const labels: string[] = [];
  const textOf = (node: SyntaxNode) => text.slice(node.from, node.to);
  parser.parse(text).iterate({
    enter({ node, type }) {
      if (type.isError) throw new Error(`not PromQL at ${node.from}: ${expression}`);
      if (type.name === 'VectorSelector') selectors.push(toSelector(node, textOf));
      if (type.name === 'GroupingLabels') labels.push(...node.getChildren('LabelName').map(textOf));
    },
  });
  return { selectors, labels };
}

function toSelector(node: SyntaxNode, textOf: (node: SyntaxNode) => string): Selector {
  const name = node.getChild('Identifier');
  if (name === null) throw new Error(`a selector without a name: ${textOf(node)}`);
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  return { metric: textOf(name), matchers: matchers.map((matcher) => toMatcher(matcher, textOf)) };
}

function toMatcher(node: SyntaxNode, textOf: (node: SyntaxNode) => string): Matcher {
  const part = (name: string) => {
    const child = node.getChild(name);
    return child === null ? '' : textOf(child);
  };
  return {
    label: part('LabelName'),
    operator: part('MatchOp'),
    value: part('StringLiteral').slice(1, -1),
  };
}
