import { z } from 'zod';
import type { RawAnswer } from './raw-request.ts';

type Node = Readonly<Record<string, unknown>>;

/** The OpenAPI document as far as tests look at it. */
export const apiDocument = z.looseObject({
  openapi: z.string(),
  webhooks: z.looseObject({}),
  servers: z.array(z.object({ url: z.string() })),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        operationId: z.string().min(1),
        summary: z.string().min(1),
        tags: z.array(z.string()).length(1),
        parameters: z
          .array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean() }))
          .default([]),
        requestBody: z.looseObject({}).optional(),
        responses: z.record(
          z.string(),
          z.looseObject({
            description: z.string().min(1),
            content: z.record(z.string(), z.looseObject({ schema: z.looseObject({}) })).optional(),
          }),
        ),
      }),
    ),
  ),
});
export type ApiDocument = z.infer<typeof apiDocument>;

/** Makes the check of an answer by a schema of the document. An answer has nothing that the document does not name. */
export function answerSchema(schema: Node, document: ApiDocument): z.ZodType {
  const closed = close({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(closed as Parameters<typeof z.fromJSONSchema>[0]);
}

/** All operations, by method and path: `get /jobs`. */
export function operationsOf(document: ApiDocument): ReadonlyMap<string, Operation> {
  return new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
    ),
  );
}
export type Operation = NonNullable<ApiDocument['paths'][string]>[string];

/** What of an answer the document does not say of the operation: a status, a type, a field; empty when it says all. */
export function undeclared(answer: RawAnswer, name: string, document: ApiDocument): unknown[] {
  const response = operationsOf(document).get(name)?.responses[answer.status];
  if (response === undefined) return [`${name}: ${answer.status} is not declared`];
  const type = answer.headers['content-type'];
  if (response.content === undefined || type === undefined) {
    return response.content === undefined && answer.body === ''
      ? []
      : [`${name}: unlike its content, ${type}`];
  }
  const schema = response.content[type]?.schema;
  if (schema === undefined) return [`${name}: ${answer.status} is no ${type}`];
  if (type === 'text/event-stream') return [];
  return answerSchema(schema, document).safeParse(JSON.parse(answer.body)).error?.issues ?? [];
}

/** Every `$ref` in it. */
export function references(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : references(value),
  );
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (typeof node !== 'object' || node === null) return node;
  const inside = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closeAt(key, value)]));
  const isOpen = 'properties' in node && !('additionalProperties' in node) && node.properties !== undefined;
  return isOpen ? { ...inside, additionalProperties: false } : inside;
}

function closeAt(key: string, value: unknown): unknown {
  return key === '$ref' && typeof value === 'string'
    ? value.replace('#/components/schemas/', '#/$defs/')
    : close(value);
}
