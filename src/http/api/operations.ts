import { createApi } from './api.ts';
import type { ApiOptions } from './api-options.ts';
import { openApiDocument } from './openapi-document.ts';
import { OPENAPI_HEAD } from './openapi-head.ts';

/** A request that the API knows, by its document. */
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

type Document = ReturnType<typeof openApiDocument>;
type Described = NonNullable<NonNullable<Document['paths']>[string]['get']>;
type Schemas = NonNullable<NonNullable<Document['components']>['schemas']>;
/** A reference is a schema with a `$ref` alone. */
type Schema = Pick<
  Exclude<Schemas[string], { $ref: string }>,
  '$ref' | 'type' | 'format' | 'enum' | 'description' | 'properties' | 'required'
>;

/** Returns all requests, by tag in the order of the document's tags. */
export function operationsOf(options: ApiOptions): ReadonlyMap<string, readonly Operation[]> {
  const { paths = {}, components } = openApiDocument(createApi(options), options.bodySchemas);
  const operations = Object.entries(paths).flatMap(([path, { get, post }]) =>
    Object.entries({ get, post }).flatMap(([method, described]) =>
      described === undefined
        ? []
        : [{ method: method.toUpperCase(), path, ...toOperation(described, components?.schemas ?? {}) }],
    ),
  );
  const tags = OPENAPI_HEAD.tags.map(({ name }) => name);
  const byTag = Map.groupBy(operations, ({ tag }) => tag);
  return new Map([...byTag].toSorted(([a], [b]) => tags.indexOf(a) - tags.indexOf(b)));
}

function toOperation(described: Described, known: Schemas): Omit<Operation, 'method' | 'path'> {
  const { tags = [], operationId = '', summary = '', description, parameters = [], requestBody } = described;
  const responses: Record<string, { description: string }> = described.responses ?? {};
  const body = requestBody && 'content' in requestBody ? requestBody.content['application/json'] : undefined;
  return {
    tag: tags[0] ?? '',
    id: operationId,
    summary,
    description,
    parameters: parameters.flatMap((one) => ('in' in one ? [toField(one, one.schema ?? {})] : [])),
    body: bodyFields(body?.schema ?? {}, known),
    answers: Object.entries(responses).map(([status, answer]) => ({
      status,
      description: answer.description,
    })),
  };
}

function bodyFields({ $ref, properties = {}, required = [] }: Schema, known: Schemas): ApiField[] {
  if ($ref !== undefined) return bodyFields(known[nameOf($ref)] ?? {}, known);
  return Object.entries(properties).map(([name, property]) =>
    toField({ name, required: required.includes(name) }, property),
  );
}

interface Field {
  name: string;
  in?: string;
  required?: boolean;
  description?: string;
}

function toField(field: Field, schema: Schema): ApiField {
  return {
    name: field.name,
    in: field.in,
    type: typeOf(schema),
    isRequired: field.required ?? false,
    description: field.description ?? schema.description ?? '',
  };
}

function typeOf({ $ref, enum: choices, type, format }: Schema): string {
  if ($ref !== undefined) return nameOf($ref);
  if (choices !== undefined) return choices.map(String).join(' | ');
  const types = [type ?? []].flat().filter((name) => name !== 'null');
  return format === undefined ? types.join(' | ') : `${types.join(' | ')} (${format})`;
}

function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}
