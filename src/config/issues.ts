import { z } from 'zod';
import { nearest, suggest } from './nearest.ts';
import type { Finding, Path } from './problem.ts';
import { valueAt } from './value-at.ts';
import { keysOf, nodeAt, unwrap, type SchemaNode } from './schema-tree.ts';

/**
 * Says in our own words what the schema found. The library's messages are not used, for some print the
 * value, and a value may be a secret.
 */
export function toFindings(options: {
  readonly schema: SchemaNode;
  readonly value: unknown;
  readonly issues: readonly z.core.$ZodIssue[];
}): readonly Finding[] {
  const { schema, value, issues } = options;
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const node = unwrap(nodeAt(schema, path) ?? schema);
    if (issue.code !== 'unrecognized_keys') {
      return { path, ...describe({ issue, node, value: valueAt(value, path) }) };
    }
    const known = keysOf(node);
    return issue.keys.map((key) => unknownKey({ path, key, known }));
  });
}

/** A key that could be a slipped-in value (`password:hunter2` without a blank) is pointed at, not printed. */
function unknownKey({ path, key, known }: { path: Path; key: string; known: readonly string[] }): Finding {
  const isPrintable = /^[A-Za-z][A-Za-z_-]{0,30}$/.test(key);
  return {
    path: isPrintable ? [...path, key] : path,
    message: isPrintable ? 'is not a known key' : 'has a key that is not known',
    hint: suggest(key, known),
    atKey: key,
  };
}

interface Description {
  readonly message: string;
  readonly hint?: string | undefined;
}

function describe(found: {
  readonly issue: z.core.$ZodIssue;
  readonly node: SchemaNode;
  readonly value: unknown;
}): Description {
  const { issue, node, value } = found;
  if (value === undefined && issue.code !== 'custom') return { message: 'is missing' };
  if (value === null) return { message: 'is empty', hint: 'give it a value, or take the key away' };
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the other codes are the library's and not used here
  switch (issue.code) {
    case 'invalid_type':
      return describeType(node, value);
    case 'invalid_value':
      return describeChoice(issue.values.map(String), value);
    case 'too_small':
      if (issue.origin === 'array') return { message: 'must have at least one entry' };
      return { message: `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}` };
    case 'too_big':
      return { message: `must be at most ${issue.maximum}` };
    case 'custom': {
      const hint: unknown = issue.params?.['hint'];
      return { message: issue.message, hint: typeof hint === 'string' ? hint : undefined };
    }
    default:
      return { message: 'is not valid' };
  }
}

function describeChoice(choices: readonly string[], value: unknown): Description {
  const close = typeof value === 'string' ? nearest(value, choices) : undefined;
  return {
    message: `must be one of ${choices.join(', ')}`,
    hint: close === undefined ? undefined : `did you mean ${close}?`,
  };
}

function describeType(node: SchemaNode, value: unknown): Description {
  if (node instanceof z.ZodString) {
    const isUnquoted = typeof value === 'number' || typeof value === 'boolean';
    return { message: 'must be text', hint: isUnquoted ? 'put it in quotes' : undefined };
  }
  if (node instanceof z.ZodNumberFormat) return { message: 'must be a whole number' };
  if (node instanceof z.ZodNumber) return { message: 'must be a number' };
  if (node instanceof z.ZodBoolean) return { message: 'must be true or false' };
  if (node instanceof z.ZodArray) return { message: 'must be a list' };
  return { message: 'must be a mapping of keys to values' };
}
