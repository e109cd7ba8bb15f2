import type { WrongValue } from './wrong-value.ts';

const HASH = `scrypt$8192$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
const ADA = { user: 'ada', passwordHash: HASH, scopes: ['read'] };
const GRAFANA = { name: 'grafana', token: 'a-token-of-16-chars', scopes: ['metrics'] };
const PROXY = { header: 'X-Forwarded-User', from: ['127.0.0.1'], scopes: ['read'] };
const HASH_PROBLEM = {
  message: 'is not a password hash',
  hint: 'print one with: batchwatch hash-password',
};
const TWICE = { message: 'is used twice', hint: 'give each user and each token its own name' };
const BLOCK = {
  message: 'is neither an address nor a CIDR block',
  hint: 'write e.g. 127.0.0.1 or 10.0.0.0/8',
};

/** Of who may look and act. */
export const wrongAccessValues: readonly WrongValue[] = [
  {
    set: 'server.auth',
    to: { basics: [] },
    at: 'server.auth.basics',
    message: 'is not a known key',
    hint: 'did you mean basic?',
  },
  {
    set: 'server.auth.open',
    to: ['helth'],
    at: 'server.auth.open[0]',
    message: 'must be one of health, metrics',
    hint: 'did you mean health?',
  },
  {
    set: 'server.auth.basic',
    to: [{ ...ADA, scopes: ['wirte'] }],
    at: 'server.auth.basic[0].scopes[0]',
    message: 'must be one of read, write, metrics',
    hint: 'did you mean write?',
  },
  {
    set: 'server.auth.basic',
    to: [{ ...ADA, scopes: [] }],
    at: 'server.auth.basic[0].scopes',
    message: 'must have at least one entry',
  },
  {
    set: 'server.auth.basic',
    to: [{ user: 'ada', passwordHash: HASH }],
    at: 'server.auth.basic[0].scopes',
    message: 'is missing',
  },
  {
    set: 'server.auth.basic',
    to: [{ ...ADA, user: 'ada:lovelace' }],
    at: 'server.auth.basic[0].user',
    message: 'is not a usable name',
    hint: 'use up to 64 letters, digits, ".", "_", "@", "+", "-" and blanks, with a letter or digit first',
  },
  ...[
    'hunter2',
    HASH.replace('scrypt', 'bcrypt'),
    HASH.slice(0, -1),
    HASH.replace('8192', '8191'),
    HASH.replace('8192', '1024'),
    HASH.replace('8192', '1048576'),
    HASH.replace('$8$1$', '$8$0$'),
    `${HASH}\n`,
  ].map((passwordHash) => ({
    set: 'server.auth.basic',
    to: [{ ...ADA, passwordHash }],
    at: 'server.auth.basic[0].passwordHash',
    ...HASH_PROBLEM,
  })),
  { set: 'server.auth.basic', to: [ADA, ADA], at: 'server.auth.basic[1].user', ...TWICE },
  { set: 'server.auth.bearer', to: [GRAFANA, GRAFANA], at: 'server.auth.bearer[1].name', ...TWICE },
  {
    set: 'server.auth',
    to: { basic: [{ ...ADA, user: 'grafana' }], bearer: [GRAFANA] },
    at: 'server.auth.bearer[0].name',
    ...TWICE,
  },
  {
    set: 'server.auth.bearer',
    to: [{ ...GRAFANA, token: 'fifteen-letters' }],
    at: 'server.auth.bearer[0].token',
    message: 'is shorter than 16 characters',
    hint: 'make one with: openssl rand -base64 32',
  },
  {
    set: 'server.auth.bearer',
    to: [{ ...GRAFANA, token: 'with a blank and more' }],
    at: 'server.auth.bearer[0].token',
    message: 'cannot stand in a header',
    hint: 'use up to 1000 letters, digits and signs of ASCII, without blanks',
  },
  {
    set: 'server.auth.proxy',
    to: { ...PROXY, from: [] },
    at: 'server.auth.proxy.from',
    message: 'must have at least one entry',
  },
  ...['localhost', '10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.0/', '/8'].map((from) => ({
    set: 'server.auth.proxy',
    to: { ...PROXY, from: [from] },
    at: 'server.auth.proxy.from[0]',
    ...BLOCK,
  })),
  ...[
    'X Forwarded User',
    'Cookie',
    'authorization',
    'Accept',
    'accept-language',
    'Connection',
    'Content-Length',
    'Referer',
    'Sec-Fetch-Site',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Real-IP',
    'Forwarded',
    'Via',
  ].map((header) => ({
    set: 'server.auth.proxy',
    to: { ...PROXY, header },
    at: 'server.auth.proxy.header',
    message: 'is not the name of such a header',
    hint: 'write e.g. X-Forwarded-User or Remote-User',
  })),
  {
    set: 'server.auth',
    to: { allowUnauthenticated: true, basic: [ADA], proxy: PROXY },
    at: 'server.auth.allowUnauthenticated',
    message: 'cannot stand beside basic, proxy',
    hint: 'either everybody is let in, or those who prove who they are',
  },
];
