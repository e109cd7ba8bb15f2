import type { WrongValue } from './wrong-value.ts';

const DURATION_HINT = 'write a whole number and a unit: 500ms, 30s, 5m, 12h, 90d';

/** Of the process, the store and the credentials. */
export const wrongProcessValues: readonly WrongValue[] = [
  {
    set: 'timezone',
    to: 'Asia/Shangai',
    message: 'is not an IANA time zone',
    hint: 'did you mean Asia/Shanghai?',
  },
  {
    set: 'timezone',
    to: '+08:00',
    message: 'is not an IANA time zone',
    hint: 'did you mean Asia/Shanghai?',
  },
  { set: 'timezone', to: 8, message: 'must be text', hint: 'put it in quotes' },
  { set: 'timezone', to: null, message: 'is empty', hint: 'give it a value, or take the key away' },
  {
    set: 'log.level',
    to: 'warning',
    message: 'must be one of trace, debug, info, warn, error, fatal',
  },
  {
    set: 'log.level',
    to: 'inof',
    message: 'must be one of trace, debug, info, warn, error, fatal',
    hint: 'did you mean info?',
  },
  { set: 'log', to: 'info', message: 'must be a mapping of keys to values' },
  ...[
    '9464',
    ':9464',
    'localhost',
    'localhost:65536',
    'localhost:-1',
    'http://localhost:9464',
    '::1:9464',
  ].map((to) => ({
    set: 'server.listen',
    to,
    message: 'is not HOST:PORT',
    hint: 'write e.g. 127.0.0.1:9464, 0.0.0.0:9464 or [::1]:9464',
  })),
  {
    set: 'server.publicUrl',
    to: 'batchwatch.example.com',
    message: 'is not an http or https URL',
    hint: 'write e.g. https://batchwatch.example.com',
  },
  {
    set: 'server.publicUrl',
    to: 'ftp://example.com',
    message: 'is not an http or https URL',
    hint: 'write e.g. https://batchwatch.example.com',
  },
  {
    set: 'server.publicUrl',
    to: 'https://me:secret@example.com',
    message: 'must have no query, fragment or login',
    hint: 'it is put before the links in messages',
  },
  ...[
    'postgres://db/batchwatch',
    'data/batchwatch.db',
    'sqlite:',
    'sqlite::memory:',
    'sqlite:///data/x.db',
  ].map((to) => ({
    set: 'storage.url',
    to,
    message: 'is not the URL of an SQLite file',
    hint: 'write sqlite:data/batchwatch.db for a relative path, sqlite:/data/batchwatch.db for an absolute one',
  })),
  ...['1h30m', '5 m', '-1s', '90', '1e3s', '1w'].map((to) => ({
    set: 'storage.retention',
    to,
    message: 'must be a duration',
    hint: DURATION_HINT,
  })),
  { set: 'storage.retention', to: 90, message: 'must be text', hint: 'put it in quotes' },
  { set: 'storage.retention', to: '36501d', message: 'must be at most 36500 d' },
  { set: 'credentials', to: undefined, message: 'is missing' },
  {
    set: 'credentials',
    to: { defualt: { source: 'environment' } },
    at: 'targets[0].credentials',
    message: 'is no entry of credentials',
    hint: 'did you mean defualt?',
  },
  {
    set: 'credentials.default.secretKey',
    to: undefined,
    at: 'credentials.default',
    message: 'needs secretId and secretKey, or source',
    hint: 'source is one of environment, profile, cvm-role, tke-oidc; an empty key counts as left out',
  },
  {
    set: 'credentials.default.secretId',
    to: '',
    at: 'credentials.default',
    message: 'needs secretId and secretKey, or source',
    hint: 'source is one of environment, profile, cvm-role, tke-oidc; an empty key counts as left out',
  },
  {
    set: 'credentials.default.source',
    to: 'environment',
    message: 'cannot stand beside secretId, secretKey',
    hint: 'either write the keys, or say with source where they come from',
  },
  {
    set: 'credentials.default',
    to: { source: 'cvm_role' },
    at: 'credentials.default.source',
    message: 'must be one of environment, profile, cvm-role, tke-oidc',
    hint: 'did you mean cvm-role?',
  },
  {
    set: 'credentials.default.secretkey',
    to: 'x',
    message: 'is not a known key',
    hint: 'did you mean secretKey?',
  },
];
