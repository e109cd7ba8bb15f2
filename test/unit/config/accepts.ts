import { isMapping } from '../../../src/platform/document/mapping.ts';
import type { JsonSchema } from '../../../src/config/schema/json-schema.ts';

/**
 * What a JSON Schema validator would complain of: paths of values that do not fit. Knows the keywords that
 * our schema uses and refuses to judge by one it does not know.
 */
export function complaints(schema: JsonSchema, value: unknown, path = ''): readonly string[] {
  for (const keyword of Object.keys(schema)) {
    if (!KNOWN.has(keyword)) throw new Error(`keyword ${keyword} is not known here`);
  }
  const { anyOf, items, properties = {}, patternProperties = {} } = schema;
  const { additionalProperties, required = [] } = schema;
  if (!fits(schema, value)) return [path];
  if (anyOf !== undefined) {
    const each = anyOf.map((option) => complaints(option, value, path));
    return each.find((found) => found.length === 0) ?? [path];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => complaints(items ?? {}, item, `${path}[${index}]`));
  }
  if (!isMapping(value)) return [];
  const missing = required.filter((key) => !Object.hasOwn(value, key)).map((key) => `${path}.${key}`);
  const inside = Object.entries(value).flatMap(([key, item]) => {
    const byPattern = Object.entries(patternProperties).find(([pattern]) =>
      new RegExp(pattern, 'u').test(key),
    );
    const child = Object.hasOwn(properties, key) ? properties[key] : (byPattern?.[1] ?? additionalProperties);
    if (child === false) return [`${path}.${key}`];
    return typeof child === 'object' ? complaints(child, item, `${path}.${key}`) : [];
  });
  return [...missing, ...inside];
}

const KNOWN = new Set(
  (
    '$schema title description default type enum pattern anyOf items properties required additionalProperties ' +
    'patternProperties propertyNames minItems minimum maximum exclusiveMinimum'
  ).split(' '),
);

function fits(schema: JsonSchema, value: unknown): boolean {
  const { type, enum: choices, pattern, minItems, minimum, maximum, exclusiveMinimum } = schema;
  if (type !== undefined && !isOfType(type, value)) return false;
  if (choices !== undefined && !choices.some((choice) => choice === value)) return false;
  if (typeof value === 'string') return pattern === undefined || new RegExp(pattern, 'u').test(value);
  if (Array.isArray(value)) return typeof minItems !== 'number' || value.length >= minItems;
  if (typeof value !== 'number') return true;
  return (
    (typeof minimum !== 'number' || value >= minimum) &&
    (typeof maximum !== 'number' || value <= maximum) &&
    (typeof exclusiveMinimum !== 'number' || value > exclusiveMinimum)
  );
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'object':
      return isMapping(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
    default:
      throw new Error(`type ${type} is not known here`);
  }
}
