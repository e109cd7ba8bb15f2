import { z } from '@hono/zod-openapi';
import { createApi } from './api.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { openApiDocument } from './openapi-document.ts';
import { OPENAPI_HEAD } from './openapi-head.ts';

/** A request that the API knows, as its document tells it. */
export interface Operation {
  method: string;
  /** Below the API's own path: `/jobs/{id}`. */
  path: string;
  tag: string;
  id: string;
  summary: string;
  description: string | undefined;
  parameters: readonly ApiField[];
  /** Fields of its JSON body; empty where it has none. */
  body: readonly ApiField[];
  answers: readonly { status: string; description: string }[];
}

export interface ApiField {
  name: string;
  /** `path`, `query`, `header`; undefined for a field of a body. */
  in: string | undefined;
  type: string;
  isRequired: boolean;
  description: string;
}

const schemaNode = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  $ref: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});
type SchemaNode = z.infer<typeof schemaNode>;

const documentSchema = z.looseObject({
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()).default({}) }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string().default(''),
        summary: z.string().default(''),
        description: z.string().optional(),
        tags: z.array(z.string()).default([]),
        parameters: z
          .array(
            z.looseObject({
              name: z.string(),
              in: z.string(),
              required: z.boolean().default(false),
              description: z.string().optional(),
              schema: z.unknown(),
            }),
          )
          .default([]),
        requestBody: z
          .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) })
          .optional(),
        responses: z.record(z.string(), z.looseObject({ description: z.string() })),
      }),
    ),
  ),
});

/** All requests, by tag in the order of the document's tags. */
export function operationsOf(options: ApiOptions): ReadonlyMap<string, readonly Operation[]> {
  const api: Api = createApi(options);
  const { paths, components } = documentSchema.parse(openApiDocument(api));
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => ({
      method: method.toUpperCase(),
      path,
      tag: operation.tags[0] ?? '',
      id: operation.operationId,
      summary: operation.summary,
      description: operation.description,
      parameters: operation.parameters.map((parameter) =>
        toField(parameter, schemaNode.parse(parameter.schema ?? {})),
      ),
      body: bodyFields(operation.requestBody?.content['application/json']?.schema, components.schemas),
      answers: Object.entries(operation.responses).map(([status, { description }]) => ({
        status,
        description,
      })),
    })),
  );
  const tags = OPENAPI_HEAD.tags.map(({ name }) => name);
  const byTag = Map.groupBy(operations, ({ tag }) => tag);
  return new Map([...byTag].toSorted(([a], [b]) => tags.indexOf(a) - tags.indexOf(b)));
}

function bodyFields(schema: unknown, known: Readonly<Record<string, unknown>>): ApiField[] {
  const node = schemaNode.parse(schema ?? {});
  if (node.$ref !== undefined) return bodyFields(known[nameOf(node.$ref)], known);
  return Object.entries(node.properties ?? {}).map(([name, property]) =>
    toField({ name, required: node.required?.includes(name) ?? false }, schemaNode.parse(property)),
  );
}

function toField(
  field: {
    name: string;
    in?: string;
    required: boolean;
    description?: string | undefined;
  },
  schema: SchemaNode,
): ApiField {
  return {
    name: field.name,
    in: field.in,
    type: typeOf(schema),
    isRequired: field.required,
    description: field.description ?? schema.description ?? '',
  };
}

function typeOf({ $ref, enum: choices, type, format }: SchemaNode): string {
  if ($ref !== undefined) return nameOf($ref);
  if (choices !== undefined) return choices.map(String).join(' | ');
  const types = [type ?? []].flat().filter((name) => name !== 'null');
  return format === undefined ? types.join(' | ') : `${types.join(' | ')} (${format})`;
}

function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}
