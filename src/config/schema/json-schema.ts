import { z } from 'zod';
import { configSchema } from './schema.ts';
import { twinOf } from './schema-tree.ts';

/** Part of a JSON Schema, as far as this program makes and reads it. */
export interface JsonSchema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: string;
  enum?: readonly string[];
  default?: unknown;
  pattern?: string;
  properties?: Readonly<Record<string, JsonSchema>>;
  patternProperties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  writtenAs?: string;
  secret?: true;
  commaSeparated?: true;
  readonly [keyword: string]: unknown;
}

/** The schema of the file as people write it, with our own keywords still in it; for the reference page. */
export function annotatedSchema(): JsonSchema {
  const schema: JsonSchema = JSON.parse(JSON.stringify(z.toJSONSchema(configSchema, { io: 'input' })));
  return schema;
}

/** The JSON Schema (draft 2020-12) for editors. Wherever the program takes `${VAR}`, so does the schema. */
export function editorSchema(): JsonSchema {
  const { $schema, ...rest } = annotatedSchema();
  return {
    $schema: $schema ?? '',
    title: 'Batchwatch configuration',
    ...forEditors(rest),
    patternProperties: { '^x-': {} },
  };
}

function forEditors(schema: JsonSchema): JsonSchema {
  const {
    writtenAs,
    secret: _,
    commaSeparated,
    properties,
    items,
    additionalProperties,
    anyOf,
    ...own
  } = schema;
  const inner: JsonSchema = {
    ...own,
    ...(properties === undefined ? {} : { properties: withTwins(properties), ...withoutTwins(schema) }),
    ...(items === undefined ? {} : { items: forEditors(items) }),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: forEditors(additionalProperties) }
      : additionalProperties === undefined
        ? {}
        : { additionalProperties }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(forEditors) }),
    ...(writtenAs === 'duration' ? { pattern: DURATION } : {}),
  };
  if (commaSeparated === true) return alternative(inner, { type: 'string' });
  const isText = inner.type === 'string' && inner.enum === undefined && inner.pattern === undefined;
  const holdsMappings = inner.type === 'object' || inner.items?.type === 'object' || anyOf !== undefined;
  return isText || holdsMappings ? inner : alternative(inner, VARIABLE);
}

const DURATION = String.raw`^\d{1,9}(ms|s|m|h|d)$`;
const VARIABLE: JsonSchema = { type: 'string', pattern: String.raw`\$\{` };

/** Description and default stay outside, where editors look for them. */
function alternative(schema: JsonSchema, other: JsonSchema): JsonSchema {
  const { description, default: fallback, ...rest } = schema;
  return {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [rest, other],
  };
}

/** A secret may stand in a file of its own, so that its key alone is never required. */
function withoutTwins({ required, properties }: JsonSchema): Pick<JsonSchema, 'required'> {
  return required === undefined
    ? {}
    : { required: required.filter((key) => properties?.[key]?.secret !== true) };
}

function withTwins(properties: Readonly<Record<string, JsonSchema>>): Readonly<Record<string, JsonSchema>> {
  const written = Object.entries(properties).flatMap(([key, schema]) => {
    const own = [key, forEditors(schema)] as const;
    if (schema.secret !== true) return [own];
    const description =
      schema.type === 'array'
        ? `File with the entries of \`${key}\`, one a line; blank lines do not count.`
        : `File with the value of \`${key}\`; one trailing newline is dropped.`;
    return [own, [twinOf(key), { description, type: 'string' }] as const];
  });
  return Object.fromEntries(written);
}
