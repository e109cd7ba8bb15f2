import type { Path } from '../../platform/document/problem.ts';
import { hasSecrets, metaOf, childOf, nodeAt, type SchemaNode } from '../schema/schema-tree.ts';
import { isMapping } from '../../platform/document/mapping.ts';
import type { Sources } from './substitute.ts';
import { valueAt } from '../../platform/document/value-at.ts';
import { writeValue } from '../../platform/document/write-value.ts';

/** Returns the value at a path as a problem names it; `undefined` for what may be a secret, and for mappings and lists. */
export type FindValue = (path: Path) => string | undefined;

/** @param options the prepared tree, and which of its values came out of the environment. */
export function createFindValue(options: { schema: SchemaNode; root: unknown; sources: Sources }): FindValue {
  const { schema, root, sources } = options;
  const secrets = secretsIn(schema, root);
  return (path) => {
    const value = valueAt(root, path);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return undefined;
    if (!isOpenPlace(schema, path)) return undefined;
    if (sources.of(path)?.some((variable) => SECRET_VARIABLE.test(variable)) === true) return undefined;
    const text = String(value);
    if (looksSecret(text) || secrets.some((secret) => holds(text, secret))) return undefined;
    return writeValue(typeof value === 'string' ? withoutPassword(path, value) : value);
  };
}

/** Of `user:password`, as a line of a password file has it, a user keeps the name alone. */
function withoutPassword(path: Path, text: string): string {
  return path.at(-1) === 'user' ? text.replace(/:.*$/s, ':***') : withoutLogin(text);
}

/** Says whether a text looks like a key or a token that slipped into a wrong place. */
export function looksSecret(text: string): boolean {
  const isToken =
    /^[\w+/=.-]{20,}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  return isToken || /^[\da-f]{32,}$/i.test(text) || /AKID\w{10}|-----BEGIN|scrypt\$/.test(text);
}

/** Hides login and query of a URL, and a login before a bare host. */
export function withoutLogin(text: string): string {
  if (!text.includes('://')) return text.replace(/^[^\s@]*:[^\s@]*@/, '***@');
  return text.replace(/:\/\/\S*@/, '://***@').replace(/([?#]).+$/s, '$1***');
}

const SECRET_VARIABLE = /SECRET|TOKEN|PASS|KEY|CREDENTIAL/i;

/** Says whether no secret belongs at the path, nor below it: there a text may be one that stands a level too high. */
function isOpenPlace(schema: SchemaNode, path: Path): boolean {
  const nodes = path.map((_, index) => nodeAt(schema, path.slice(0, index + 1)));
  return (
    nodes.every((node) => node !== undefined && metaOf(node).secret !== true) && !hasSecrets(nodes.at(-1))
  );
}

/** All values at the places of secrets. */
function secretsIn(schema: SchemaNode, value: unknown): readonly string[] {
  const isText = typeof value === 'string' || typeof value === 'number';
  if (isText && metaOf(schema).secret === true) return [String(value)];
  const entries = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : isMapping(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([step, item]) => {
    const child = childOf(schema, step);
    return child === undefined ? [] : secretsIn(child, item);
  });
}

/** A short secret is part of many words, and gives nothing away there. */
function holds(text: string, secret: string): boolean {
  return secret.length < 8 ? text === secret : text.includes(secret);
}
