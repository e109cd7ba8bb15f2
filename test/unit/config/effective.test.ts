import { expect, it } from 'vitest';
import { z } from 'zod';
import { effectiveConfig } from '../../../src/config/effective.ts';
import { isMapping } from '../../../src/platform/document/mapping.ts';
import { configSchema } from '../../../src/config/schema/schema.ts';
import { childOf, type SchemaNode, unwrap } from '../../../src/config/schema/schema-tree.ts';
import { signingKey } from '../../support/mail/signing-key.ts';
import { load, SMALLEST, type Tree } from './config-text.ts';

const MATCH = {
  states: ['Failed'],
  targets: ['media'],
  names: ['nightly-*'],
  types: ['Job'],
  workflowIds: ['w1'],
  queueIds: ['p1'],
  codes: ['AccessDenied'],
};

const USUAL = { usual: 2.5, atLeast: '2h' };

const HASH = `scrypt$32768$8$3$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const ESCALATE = [{ after: '15m', receivers: ['boss'] }];

/** Every key of the schema, somewhere, with a value that is not the default. */
const EVERY_KEY: Tree = {
  timezone: 'Asia/Shanghai',
  language: 'zh-CN',
  log: { level: 'debug' },
  server: {
    maxConnections: 300,
    maxConnectionsPerAddress: 50,
    listen: '127.0.0.1:9500',
    publicUrl: 'https://batchwatch.example.com',
    auth: {
      allowUnauthenticated: false,
      basic: [{ user: 'ada', passwordHash: HASH, scopes: ['read', 'write'] }],
      bearer: [{ name: 'ci', token: 'EXAMPLE-TOKEN-OF-CI', scopes: ['read'] }],
      proxy: { header: 'X-Forwarded-User', from: ['10.0.0.0/8'], scopes: ['read'] },
      open: ['health'],
    },
    tls: { certFile: 'cert.pem', keyFile: 'key.pem' },
  },
  storage: { url: 'sqlite:/data/other.db', retention: '30d' },
  proxy: 'http://proxy.example.com:3128',
  credentials: {
    default: { secretId: 'EXAMPLE-ID', secretKey: 'EXAMPLE-KEY', token: 'EXAMPLE-TOKEN' },
    role: { source: 'cvm-role' },
  },
  targets: [
    {
      name: 'media',
      bucket: 'examplebucket-1250000000',
      region: 'ap-beijing',
      credentials: 'role',
      endpoint: 'http://ci.example.com',
      schedule: '*/5 * * * *',
      lookback: '2d',
      overlap: '90s',
      followFor: '7d',
      pageSize: 50,
      timeout: '1500ms',
      requestsPerSecond: 2.5,
      firstRun: 'each',
      enrich: ['failedObjects'],
      allowHttp: true,
      jobs: { type: 'Job', name: 'nightly', workflowId: 'w123' },
    },
  ],
  smtp: {
    host: 'smtp.example.com',
    port: 465,
    security: 'tls',
    caFile: 'ca.pem',
    username: 'alerts',
    password: 'EXAMPLE-PASSWORD',
    from: 'Batchwatch <batchwatch@example.com>',
    hello: 'alerts.example.com',
    maxPerMinute: 30,
  },
  receivers: [
    { name: 'oncall', email: { to: ['oncall@example.com'] } },
    { name: 'boss', email: { to: ['boss@example.com'] } },
  ],
  errorCodes: {
    AccessDenied: { means: 'No.', action: 'Ask.', link: 'https://wiki.example.com/denied' },
  },
  rules: [
    {
      name: 'failures',
      match: MATCH,
      tooLong: { Submitted: USUAL, Running: USUAL, Pause: USUAL },
      receivers: ['oncall'],
      owner: { from: 'name', pattern: '^([a-z]+)-', receivers: { ada: 'boss' } },
      severity: 'warning',
      continue: true,
      groupBy: ['target'],
      groupWait: '30s',
      groupInterval: '10m',
      repeat: '6h',
      tellRecovery: false,
      flapping: { changes: 6, within: '2h', settle: '20m' },
      closeAfter: '14d',
      escalate: ESCALATE,
    },
    {
      name: 'quietly',
      match: MATCH,
      tooLong: { Submitted: '1h', Running: '2h', Pause: '3h' },
      receivers: [],
      severity: 'info',
      continue: false,
      groupWait: '0s',
      groupInterval: '5m',
      repeat: 'never',
      tellRecovery: true,
      flapping: 'off',
      closeAfter: '7d',
      escalate: [],
    },
  ],
  expectations: [
    {
      name: 'nightly',
      job: { target: 'media', name: 'nightly-*' },
      schedule: '0 3 * * *',
      createdWithin: '15m',
      successWithin: '3h',
      receivers: ['oncall'],
      severity: 'warning',
      repeat: '2h',
      tellRecovery: false,
      closeAfter: '2d',
      escalate: ESCALATE,
    },
  ],
  watchdog: {
    receivers: ['boss'],
    severity: 'warning',
    unreadableAfter: 7,
    outboxAfter: '20m',
    repeat: '12h',
    ping: 'https://hc.example.com/EXAMPLE',
    every: '30s',
    allowHttp: true,
    quietReport: '08:30',
  },
  quietHours: { from: '22:00', to: '07:00', days: ['Mon'], letThrough: ['warning'], digestAt: '08:00' },
  maintenance: [{ name: 'upgrade', schedule: '0 2 * * 0', for: '2h', match: MATCH }],
};

/** Of two ways to log in, one can stand in a configuration. */
const BY_TOKEN: Tree = {
  ...EVERY_KEY,
  smtp: {
    host: 'smtp.example.com',
    port: 587,
    security: 'starttls',
    username: 'alerts@example.com',
    oauth2: {
      clientId: 'batchwatch',
      clientSecret: 'EXAMPLE-SECRET',
      refreshToken: 'EXAMPLE-REFRESH-TOKEN',
      tenant: 'example.onmicrosoft.com',
      tokenUrl: 'https://login.example.com/token',
      scope: 'https://mail.example.com/',
    },
    from: 'Batchwatch <batchwatch@example.com>',
    replyTo: 'On Call <oncall@example.com>',
    envelopeFrom: 'bounces@example.com',
    dkim: {
      domain: 'example.com',
      selector: 'batchwatch',
      key: signingKey(),
      headerFieldNames: ['From', 'Subject'],
      skipFields: ['Date'],
    },
    maxPerMinute: 60,
  },
};

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
function hideSecrets(value: unknown, key = ''): unknown {
  if (SECRETS.includes(key) && typeof value === 'string') return '***';
  if (Array.isArray(value)) return value.map((item) => hideSecrets(item));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hideSecrets(item, name)]));
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
