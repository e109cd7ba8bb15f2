import { z } from 'zod';
import { looksSecret } from './file/found-value.ts';
import { isMapping } from '../platform/document/mapping.ts';
import { nearest, suggest } from '../platform/text/nearest.ts';
import type { Finding, Flaw, Path } from '../platform/document/problem.ts';
import { valueAt } from '../platform/document/value-at.ts';
import { hasSecrets, keysOf, nodeAt, unwrap, type SchemaNode } from './schema/schema-tree.ts';
import { quote } from '../platform/document/write-value.ts';

/**
 * Says in our own words what the schema found. The library's messages are not used, for some print the
 * value, and a value may be a secret.
 */
export function toFindings(options: {
  schema: SchemaNode;
  value: unknown;
  issues: readonly z.core.$ZodIssue[];
}): readonly Finding[] {
  const { schema, value, issues } = options;
  return issues.flatMap(chosenWay).flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const place = nodeAt(schema, path) ?? schema;
    const found = valueAt(value, path);
    if (issue.code === 'invalid_union' && found !== null) return { path, ...describeWays(issue, place) };
    const node = unwrap(place);
    if (issue.code !== 'unrecognized_keys') {
      return { path, ...describe({ issue, place, value: found }) };
    }
    return issue.keys.map((key) => unknownKey({ path, key, node, value: valueAt(value, [...path, key]) }));
  });
}

/** Of a value that may be written in several ways, the issues within the mapping where it is one. */
function chosenWay(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const within = issue.errors.find((issues) => issues.every(isWithinMapping));
  return within?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

function isWithinMapping({ path, code }: z.core.$ZodIssue): boolean {
  return path.length > 0 || code === 'unrecognized_keys';
}

/** Names all ways to write a value, unless it is written in one of them and only out of bounds. */
function describeWays({ errors }: z.core.$ZodIssueInvalidUnion, place: SchemaNode): Flaw {
  const custom = errors.flat().find((issue) => issue.code === 'custom');
  const hint: unknown = custom?.params?.['hint'];
  if (custom !== undefined && hint === undefined) return { message: custom.message };
  const ways = z.globalRegistry.get(place)?.['writtenAs'];
  return {
    message: typeof ways === 'string' ? `must be a ${ways.replaceAll('`', '')}` : 'is not valid',
    hint: typeof hint === 'string' ? hint : undefined,
  };
}

/**
 * A value that slipped into its key (`password:hunter2` without a blank) is pointed at, not printed. A byte order mark
 * ends no word: it stands before a key where files were put together.
 */
function unknownKey(found: { path: Path; key: string; node: SchemaNode; value: unknown }): Finding {
  const { path, key, node, value } = found;
  const known = keysOf(node);
  const [head = ''] = key.split(/[:=]|(?!\uFEFF)\s/u, 1);
  const near = nearest(head, known);
  const isVariable = key.startsWith('${');
  if (head !== key && !isVariable) {
    const begins = isShowable(head) ? `, and begins with ${quote(head)}` : '';
    const hint = near === undefined ? suggest(head, known) : `write a blank after the colon: "${near}: …"`;
    return { path, message: `has a key that is not known${begins}`, hint, atKey: key };
  }
  const isBareSecret = value === null && near === undefined && hasSecrets(node);
  if (!isShowable(key) || isBareSecret) {
    return { path, message: 'has a key that is not known', hint: suggest(key, known), atKey: key };
  }
  const hint = isVariable
    ? 'variables are replaced in values, not in keys'
    : key.startsWith('x-')
      ? 'keys that begin with x- may stand at the top alone'
      : suggest(key, known);
  return { path: [...path, key], message: 'is not a known key', hint, atKey: key };
}

function isShowable(key: string): boolean {
  return key.length <= 60 && !looksSecret(key);
}

function describe(found: { issue: z.core.$ZodIssue; place: SchemaNode; value: unknown }): Flaw {
  const { issue, place, value } = found;
  if (value === undefined && issue.code !== 'custom') return { message: 'is missing' };
  if (value === null) return { message: 'is empty', hint: 'give it a value, or take the key away' };
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the other codes are the library's and not used here
  switch (issue.code) {
    case 'invalid_type':
      return describeType(place, value);
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

function describeChoice(choices: readonly string[], value: unknown): Flaw {
  const close = typeof value === 'string' ? nearest(value, choices) : undefined;
  return {
    message: `must be one of ${choices.join(', ')}`,
    hint: close === undefined ? undefined : `did you mean ${close}?`,
  };
}

function describeType(place: SchemaNode, value: unknown): Flaw {
  const node = unwrap(place);
  // A single value is named beside its path.
  const found = Array.isArray(value) ? ', not a list' : isMapping(value) ? ', not a mapping' : '';
  if (node instanceof z.ZodString) {
    const isUnquoted = typeof value === 'number' || typeof value === 'boolean';
    if (!isUnquoted) return { message: `must be text${found}` };
    const [issue] = z.safeParse(place, String(value)).error?.issues ?? [];
    // Quotes alone help only where the text would be right.
    return issue === undefined
      ? { message: 'must be text', hint: 'put it in quotes' }
      : describe({ issue, place, value: String(value) });
  }
  if (node instanceof z.ZodNumberFormat) return { message: `must be a whole number${found}` };
  if (node instanceof z.ZodNumber) return { message: `must be a number${found}` };
  if (node instanceof z.ZodBoolean) return { message: `must be true or false${found}` };
  if (node instanceof z.ZodArray) return { message: `must be a list${found}` };
  return { message: `must be a mapping of keys to values${found}` };
}
