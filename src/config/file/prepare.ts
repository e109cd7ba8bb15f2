import { z } from 'zod';
import { TextFault } from '../../platform/decode-text.ts';
import type { Finding, Flaw, Path } from '../../platform/document/problem.ts';
import { childOf, isOmissible, metaOf, twinOf, unwrap, type SchemaNode } from '../schema/schema-tree.ts';
import { isMapping } from '../../platform/document/mapping.ts';
import type { Sources } from './substitute.ts';

/** Reads a small text file. Throws TextFault, and what `node:fs` throws. */
export type ReadFile = (path: string) => string;

/**
 * Turns the tree as written into the tree that the schema checks:
 * - An empty text under a key that may be left out counts as left out.
 * - `xFile` twins are read into their secrets.
 * - A text from the environment becomes the number, truth value or list that its place asks for.
 * - A comma-separated text becomes a list where the schema says so.
 */
export function prepare(options: {
  schema: SchemaNode;
  value: unknown;
  sources: Sources;
  readFile: ReadFile;
}): {
  value: unknown;
  findings: readonly Finding[];
  /** The places of the twins: keys whose secret was read from a file. */
  twins: readonly Path[];
} {
  const { sources, readFile } = options;
  const findings: Finding[] = [];
  const twins: Path[] = [];
  const visit = (schema: SchemaNode, value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return toType(schema, value, sources.of(path) !== undefined);
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => visitChild(schema, item, [...path, index]));
    }
    if (!isMapping(value)) return value;
    const entries = Object.entries(value).filter(([key, item]) => item !== '' || !mayBeLeftOut(schema, key));
    const written = readTwins({ schema, entries, path, readFile, findings, twins });
    return Object.fromEntries(written.map(([key, item]) => [key, visitChild(schema, item, [...path, key])]));
  };
  const visitChild = (schema: SchemaNode, value: unknown, path: Path): unknown => {
    const child = childOf(schema, path.at(-1) ?? '');
    return child === undefined ? value : visit(child, value, path);
  };
  return { value: visit(options.schema, options.value, []), findings, twins };
}

type Entry = readonly [key: string, value: unknown];

function mayBeLeftOut(schema: SchemaNode, key: string): boolean {
  const child = childOf(schema, key);
  return child === undefined ? secretOf(schema, key) !== undefined : isOmissible(child);
}

/** The secret whose twin `key` is. */
function secretOf(schema: SchemaNode, key: string): string | undefined {
  const node = unwrap(schema);
  if (!(node instanceof z.ZodObject)) return undefined;
  return Object.keys(node.shape).find((name) => {
    const child = childOf(node, name);
    return child !== undefined && metaOf(child).secret === true && twinOf(name) === key;
  });
}

/** Puts each secret in place of its twin. A twin that cannot be read leaves a stand-in, for its problem is listed. */
function readTwins(options: {
  schema: SchemaNode;
  entries: readonly Entry[];
  path: Path;
  readFile: ReadFile;
  findings: Finding[];
  twins: Path[];
}): readonly Entry[] {
  const { schema, entries, path, readFile, findings, twins } = options;
  return entries.flatMap(([key, value]): Entry[] => {
    const secret = secretOf(schema, key);
    if (secret === undefined) return [[key, value]];
    if (entries.some(([other]) => other === secret)) {
      findings.push({
        path: [...path, key],
        message: `cannot stand beside ${secret}`,
        hint: `keep one of ${secret} and ${key}`,
      });
      return [];
    }
    twins.push([...path, key]);
    const content = readSecret(value, readFile);
    const toValue = isList(schema, secret) ? linesOf : String;
    if (typeof content === 'string' && toValue(content).length > 0) return [[secret, toValue(content)]];
    findings.push({ path: [...path, key], ...(typeof content === 'string' ? EMPTY_FILE : content) });
    return [[secret, toValue('unreadable')]];
  });
}

function isList(schema: SchemaNode, key: string): boolean {
  const child = childOf(schema, key);
  return child !== undefined && unwrap(child) instanceof z.ZodArray;
}

/** A list stands in a file with one entry a line. */
function linesOf(content: string): readonly string[] {
  const lines = content.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

/** The secret in the file, one trailing newline dropped. Prints neither the path nor a byte of the content. */
function readSecret(path: unknown, readFile: ReadFile): string | Flaw {
  if (typeof path !== 'string') return { message: 'must be text', hint: 'write the path of a file' };
  try {
    const content = readFile(path).replace(/\r?\n$/, '');
    if (content !== '') return content;
    return EMPTY_FILE;
  } catch (error) {
    return unreadableFile(error);
  }
}

const EMPTY_FILE: Flaw = { message: 'names an empty file', hint: 'put the secret into it' };

/** Says of a key why the file that it names cannot be read, without its path: that may be the secret itself. */
export function unreadableFile(error: unknown): Flaw {
  if (error instanceof TextFault) return { message: `names a file that ${error.message}`, hint: error.hint };
  const code = errorCode(error);
  if (code === 'ENOTFILE')
    return { message: 'names a pipe, a device or a socket', hint: 'name a regular file' };
  if (code === 'E2LARGE') return { message: 'names a file larger than 1 MiB', hint: 'name the right file' };
  const hint = 'check the path, and that the user who runs Batchwatch may read it';
  return { message: `names a file that cannot be read (${code})`, hint };
}

/** The short code of a file system error, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown error';
}

function toType(schema: SchemaNode, text: string, fromEnvironment: boolean): unknown {
  const node = unwrap(schema);
  if (node instanceof z.ZodArray && (fromEnvironment || metaOf(schema).commaSeparated === true)) {
    return text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
  if (!fromEnvironment) return text;
  if (node instanceof z.ZodNumber && /^-?\d{1,15}(\.\d{1,15})?$/.test(text.trim())) return Number(text);
  if (node instanceof z.ZodBoolean) return TRUTH.get(text.trim().toLowerCase()) ?? text;
  return text;
}

/** Reads a value as people write it into an environment variable. */
const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['0', false],
]);
