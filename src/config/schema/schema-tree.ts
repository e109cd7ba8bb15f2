import { z } from 'zod';
import type { FieldMeta } from '../../platform/values/field-types.ts';

/** Any part of the schema. */
export type SchemaNode = z.core.$ZodType;

/** The part itself, without what makes it optional, gives it a default or turns its value into another. */
export function unwrap(schema: SchemaNode): SchemaNode {
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  if (schema instanceof z.ZodUnion) {
    // Of the ways to write a value, the mapping is the one that has parts.
    return schema.options.map(unwrap).find((option) => option instanceof z.ZodObject) ?? schema;
  }
  if (isOmissible(schema)) return unwrap(schema.unwrap());
  return schema;
}

/** Says whether the key may be left out. */
export function isOmissible(
  schema: SchemaNode,
): schema is z.ZodExactOptional | z.ZodDefault | z.ZodPrefault | z.ZodOptional {
  return (
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  );
}

/** Facts of the schema about this key beside its type. They may be stated of what makes it optional, or of what is within. */
export function metaOf(schema: SchemaNode): Pick<FieldMeta, 'secret' | 'commaSeparated'> {
  const { secret, commaSeparated } = z.globalRegistry.get(schema) ?? {};
  return {
    ...(isOmissible(schema) ? metaOf(schema.unwrap()) : {}),
    ...(secret === true ? { secret } : {}),
    ...(commaSeparated === true ? { commaSeparated } : {}),
  };
}

/** The part at one step below; undefined where the schema knows none. */
export function childOf(schema: SchemaNode, step: string | number): SchemaNode | undefined {
  const node = unwrap(schema);
  if (node instanceof z.ZodObject) return Object.hasOwn(node.shape, step) ? node.shape[step] : undefined;
  if (node instanceof z.ZodRecord) return node.valueType;
  return node instanceof z.ZodArray ? node.element : undefined;
}

/** The part at `path`; undefined where the schema knows none. */
export function nodeAt(schema: SchemaNode, path: readonly (string | number)[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = schema;
  for (const step of path) node = node === undefined ? undefined : childOf(node, step);
  return node;
}

/** Keys that may be written at this place, twins of secrets included; empty for what is no fixed mapping. */
export function keysOf(schema: SchemaNode): readonly string[] {
  const node = unwrap(schema);
  if (!(node instanceof z.ZodObject)) return [];
  return Object.entries(node.shape).flatMap(([key, child]) =>
    metaOf(child).secret === true ? [key, twinOf(key)] : [key],
  );
}

/** Says whether a secret has its place anywhere below. */
export function hasSecrets(schema: SchemaNode | undefined): boolean {
  if (schema === undefined) return false;
  const node = unwrap(schema);
  const children =
    node instanceof z.ZodObject
      ? Object.values(node.shape)
      : [childOf(node, 0)].filter((child) => child !== undefined);
  return children.some((child) => metaOf(child).secret === true || hasSecrets(child));
}

/** The key that names a file with the secret in it. */
export function twinOf(key: string): string {
  return `${key}File`;
}
