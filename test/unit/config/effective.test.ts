import { expect, it } from 'vitest';
import { z } from 'zod';
import { effectiveConfig } from '../../../src/config/effective.ts';
import { isMapping } from '../../../src/platform/document/mapping.ts';
import { configSchema } from '../../../src/config/schema/schema.ts';
import { childOf, type SchemaNode, unwrap } from '../../../src/config/schema/schema-tree.ts';
import { load, SMALLEST, type Tree } from './config-text.ts';
import { EVERY_KEY, BY_TOKEN } from './schema/every-key.ts';

it('the documents of this test have every key that the schema knows', () => {
  expect(missing(configSchema, [EVERY_KEY, BY_TOKEN])).toEqual([]);
});

it('shows every key of the schema as it was written, secrets as ***', () => {
  const certificate = '-----BEGIN CERTIFICATE-----\n';
  const key = '-----BEGIN PRIVATE KEY-----\n';
  const files = { 'ca.pem': certificate, 'cert.pem': certificate, 'key.pem': key };
  for (const written of [EVERY_KEY, BY_TOKEN]) {
    expect(effectiveConfig(load(written, { files }).config)).toEqual(hideSecrets(written));
  }
});

it('names keys in the order of the reference, whatever the order and the gaps of the file', () => {
  const files = { 'ca.pem': '-----BEGIN CERTIFICATE-----\n' };
  const { tls: _, ...server } = EVERY_KEY['server'] as Tree;
  const turned = Object.fromEntries(Object.entries({ ...EVERY_KEY, server }).toReversed());
  for (const written of [SMALLEST, turned]) {
    const shown = effectiveConfig(load(written, { files }).config);
    expect(JSON.stringify(shown)).toBe(JSON.stringify(inOrder(configSchema, shown)));
  }
});

function inOrder(schema: SchemaNode, value: unknown): unknown {
  const node = unwrap(schema);
  if (Array.isArray(value) && node instanceof z.ZodArray) {
    return value.map((item) => inOrder(node.element, item));
  }
  if (!isMapping(value)) return value;
  const keys = node instanceof z.ZodObject ? Object.keys(node.shape) : Object.keys(value);
  const given = keys.filter((key) => Object.hasOwn(value, key));
  return Object.fromEntries(given.map((key) => [key, inOrder(childOf(node, key) ?? node, value[key])]));
}

/** As it is shown: what is written where a secret is. */
function hideSecrets(value: unknown, key = '', parent = ''): unknown {
  if (typeof value === 'string') return isSecret(key, parent) ? '***' : value;
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item, key));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, hideSecrets(item, name, key)]),
  );
}

/** The URL of a destination is a secret; those of a vendor's address or of the store are none. */
function isSecret(key: string, parent: string): boolean {
  return SECRETS.includes(key) || (key === 'url' && !['storage', 'pagerduty'].includes(parent));
}

const SECRETS = [
  'secretId',
  'secretKey',
  'token',
  'password',
  'passwordHash',
  'ping',
  'clientSecret',
  'refreshToken',
  'key',
  'secret',
  'previousSecret',
  'routingKey',
  'urls',
];

/** Keys below `schema` that none of these values has. */
function missing(schema: SchemaNode, values: readonly unknown[], path = ''): string[] {
  const node = unwrap(schema);
  const mappings = values.filter(isMapping);
  if (node instanceof z.ZodArray) return missing(node.element, values.flat(), `${path}[]`);
  if (node instanceof z.ZodRecord) {
    const entries = mappings.flatMap((value) => Object.values(value));
    return missing(node.valueType, entries, `${path}.*`);
  }
  if (!(node instanceof z.ZodObject)) return [];
  return Object.entries(node.shape).flatMap(([key, child]) => {
    const given = mappings.filter((value) => Object.hasOwn(value, key)).map((value) => value[key]);
    return given.length === 0 ? [`${path}.${key}`] : missing(child as SchemaNode, given, `${path}.${key}`);
  });
}
