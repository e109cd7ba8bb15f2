import { describe, expect, it } from 'vitest';
import { load, SMALLEST, withValue, type Tree } from '../config-text.ts';

type Changes = Readonly<Record<string, unknown>>;

const changed = (changes: Changes): Tree =>
  Object.entries(changes).reduce((tree, [path, value]) => withValue(tree, path, value), SMALLEST);

/** Warnings as `severity path message`, in their order. */
const warnings = (changes: Changes, env: Readonly<Record<string, string>> = {}) =>
  load(changed(changes), { env }).warnings.map(({ severity, path, message }) =>
    [severity, path, message].join(' '),
  );

const about = (path: string, changes: Changes) =>
  warnings(changes).filter((warning) => warning.split(' ')[1] === path);

describe('the port of the mail server', () => {
  it.each<[number | undefined, string | undefined, number | undefined]>([
    [465, 'starttls', 465],
    [465, undefined, 465],
    [465, 'none', 465],
    [2465, 'starttls', 2465],
    [587, 'tls', 587],
    [undefined, 'tls', 587],
    [25, 'tls', 25],
    [2525, 'tls', 2525],
    [2587, 'tls', 2587],
    [465, 'tls', undefined],
    [2465, 'tls', undefined],
    [587, 'starttls', undefined],
    [587, 'none', undefined],
    [25, 'starttls', undefined],
    [25, 'none', undefined],
    [undefined, undefined, undefined],
    [10_465, 'starttls', undefined],
    [10_587, 'tls', undefined],
  ])('%s with security %s is warned of: %s', (port, security, named) => {
    expect(warnings({ 'smtp.port': port, 'smtp.security': security })).toEqual(
      named === undefined ? [] : [`critical smtp.security does not fit port ${named}`],
    );
  });
});

describe('publicUrl', () => {
  const FOREIGN = "warning server.publicUrl leads each reader of a message to the reader's own machine";

  it.each([
    undefined,
    'http://localhost:9464',
    'http://LOCALHOST:9464',
    'http://localhost.:9464',
    'http://batchwatch.localhost',
    'http://localhost.localdomain',
    'http://ip6-localhost',
    'http://127.0.0.1:9464',
    'http://127.1',
    'http://127.8.9.10',
    'http://0x7f.1',
    'http://2130706433',
    'http://[::1]:9464',
    'http://[0:0:0:0:0:0:0:1]',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0:9464',
    'http://[::]:9464',
  ])('%s while others are served is warned of', (publicUrl) => {
    for (const listen of ['0.0.0.0:9464', '[::]:9464', '10.1.2.3:9464', 'batchwatch.example.com:9464']) {
      expect(about('server.publicUrl', { server: { listen, publicUrl } })).toEqual([FOREIGN]);
    }
  });

  it.each(['127.0.0.1:9464', 'localhost:9464', '[::1]:9464', '127.0.0.2:9464', '[::ffff:127.0.0.1]:9464'])(
    'at localhost is right while %s is served',
    (listen) => {
      expect(warnings({ server: { listen } })).toEqual([]);
    },
  );

  it('at another port of this machine leads nowhere; a free port is known at the start only', () => {
    expect(warnings({ server: { listen: '127.0.0.1:8080' } })).toEqual([
      'info server.publicUrl leads to port 9464, while server.listen is on port 8080',
    ]);
    expect(warnings({ server: { listen: '127.0.0.1:80', publicUrl: 'http://localhost' } })).toEqual([]);
    expect(warnings({ server: { listen: '127.0.0.1:0' } })).toEqual([]);
  });

  it('of another machine is right where somebody asks who it is', () => {
    const auth = { proxy: { header: 'X-Forwarded-User', from: ['127.0.0.1'], scopes: ['read'] } };
    for (const listen of ['127.0.0.1:9464', '0.0.0.0:9464']) {
      expect(warnings({ server: { listen, publicUrl: 'https://ops.example.com', auth } })).toEqual([]);
    }
  });

  it('at localhost is warned of where a proxy asks, which is believed for that host alone', () => {
    const auth = { proxy: { header: 'X-Forwarded-User', from: ['127.0.0.1'], scopes: ['read'] } };
    const UNHEARD = 'warning server.publicUrl is the only host for which the proxy is believed';
    expect(warnings({ server: { auth } })).toEqual([UNHEARD]);
    expect(warnings({ server: { auth, listen: '0.0.0.0:9464' } })).toEqual([FOREIGN, UNHEARD]);
  });

  it('of another machine, where nobody asks who it is, lets everybody in who comes by it', () => {
    const server = { publicUrl: 'https://ops.example.com' };
    const message =
      'lets everybody who comes by it acknowledge, silence and resend: nobody is asked who they are';
    expect(warnings({ server })).toEqual([`critical server.publicUrl ${message}`]);
    expect(warnings({ server: { ...server, auth: { open: [] } } })).toEqual([
      `critical server.publicUrl ${message}`,
    ]);
    expect(warnings({ server: { publicUrl: 'http://10.0.0.7' } })).toHaveLength(1);
  });

  it('of another machine, while others are served and nobody asks, leads to pages that are closed', () => {
    expect(warnings({ server: { listen: '0.0.0.0:9464', publicUrl: 'https://ops.example.com' } })).toEqual([
      'warning server.publicUrl leads to pages that answer nobody, for nobody is asked who they are',
    ]);
  });
});

describe('allowUnauthenticated', () => {
  const auth = { allowUnauthenticated: true };
  const OPEN =
    'critical server.auth.allowUnauthenticated lets everybody who reaches the server acknowledge, silence and resend';

  it('is warned of where others reach the server, by its address or by a proxy', () => {
    const publicUrl = 'https://ops.example.com';
    expect(warnings({ server: { auth, publicUrl } })).toEqual([OPEN]);
    for (const listen of ['0.0.0.0:9464', '[::]:9464', '192.168.0.7:9464']) {
      expect(warnings({ server: { auth, listen, publicUrl } })).toEqual([OPEN]);
    }
  });

  it('is right on loopback', () => {
    for (const listen of ['127.0.0.1:9464', '[::1]:9464', 'localhost:9464']) {
      expect(warnings({ server: { auth, listen } })).toEqual([]);
    }
  });
});

const believed = (...from: readonly string[]) =>
  warnings({
    server: {
      publicUrl: 'https://ops.example.com',
      auth: { proxy: { header: 'X-Forwarded-User', from, scopes: ['read'] } },
    },
  });
const strangersAt = (index: number) =>
  `critical server.auth.proxy.from[${index}] believes strangers who name themselves any user`;

describe('proxy.from', () => {
  it.each([
    '0.0.0.0/0',
    '1.2.3.4/0',
    '0.0.0.0/1',
    '128.0.0.0/1',
    '8.0.0.0/7',
    '172.0.0.0/8',
    '192.0.0.0/8',
    '10.0.0.0/7',
    '::/0',
    '2000::/3',
    '::/80',
    '::ffff:0:0/96',
    '::ffff:0.0.0.0/97',
    '::ffff:0:0/90',
    '2001:db8::/16',
    'f000::/4',
  ])('%s believes strangers', (block) => {
    expect(believed('127.0.0.1', block)).toEqual([strangersAt(1)]);
  });

  it.each([
    '127.0.0.1',
    '127.0.0.0/8',
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '100.64.0.0/10',
    '104.16.0.0/13',
    '203.0.113.0/24',
    '::1',
    '::1/128',
    'fd00::/8',
    'fc00::/7',
    'fe80::/10',
    '2400:cb00::/32',
    '::ffff:10.0.0.0/104',
    '::ffff:203.0.113.7',
  ])('%s is a place of proxies', (block) => {
    expect(believed(block)).toEqual([]);
  });

  it('names each wide block of a list', () => {
    expect(believed('0.0.0.0/1', '10.0.0.0/8', '128.0.0.0/1')).toEqual([strangersAt(0), strangersAt(2)]);
  });
});

describe('NODE_TLS_REJECT_UNAUTHORIZED', () => {
  it('is warned of when it lets every certificate pass', () => {
    const name = 'NODE_TLS_REJECT_UNAUTHORIZED';
    expect(warnings({}, { [name]: '0' })).toEqual([
      `critical  the environment variable ${name}=0 lets every certificate pass`,
    ]);
    for (const value of ['1', '', 'false']) expect(warnings({}, { [name]: value })).toEqual([]);
    expect(load(SMALLEST, { env: { [name]: '0' } }).warnings[0]).not.toHaveProperty('line');
  });
});

describe('a receiver', () => {
  const two = [
    { name: 'oncall', email: { to: ['oncall@example.com'] } },
    { name: 'lead', email: { to: ['lead@example.com'] } },
  ];
  const rules = [{ name: 'all', receivers: ['oncall'] }];
  const NEVER = 'warning receivers[1].name is never notified';
  const OWN_TROUBLE =
    'info receivers[1].name is never notified of a job, only of trouble with the watching itself';

  it('that nothing names is warned of; the watchdog notifies all unless it names some', () => {
    expect(warnings({ receivers: two, rules })).toEqual([OWN_TROUBLE]);
    expect(warnings({ receivers: two, rules, watchdog: { receivers: ['oncall'] } })).toEqual([NEVER]);
    expect(warnings({ receivers: two, rules, watchdog: { receivers: [] } })).toEqual([NEVER]);
  });

  const expectation = {
    name: 'nightly',
    job: { target: 'media', name: 'nightly-*' },
    schedule: '0 2 * * *',
    createdWithin: '15m',
    successWithin: '3h',
    receivers: ['oncall'],
  };
  const escalate = [{ after: '30m', receivers: ['lead'] }];

  it.each<[string, Changes]>([
    ['the watchdog', { watchdog: { receivers: ['oncall', 'lead'] } }],
    ['a rule', { rules: [{ name: 'all', receivers: ['oncall', 'lead'] }] }],
    ['the escalation of a rule', { rules: [{ name: 'all', receivers: ['oncall'], escalate }] }],
    [
      'the owners of a rule',
      {
        rules: [
          {
            name: 'all',
            receivers: ['oncall'],
            owner: { from: 'name', pattern: '^([a-z]+)-', receivers: { ann: 'lead' } },
          },
        ],
      },
    ],
    ['an expectation', { expectations: [{ ...expectation, receivers: ['lead'] }] }],
    ['the escalation of an expectation', { expectations: [{ ...expectation, escalate }] }],
    ['the rule that stands in for rules that are left out', { rules: undefined }],
  ])('that %s names is not warned of', (_what, changes) => {
    expect(warnings({ receivers: two, rules, watchdog: { receivers: ['oncall'] }, ...changes })).toEqual([]);
  });
});

describe('warnings', () => {
  it('come with the worst last', () => {
    const found = warnings(
      {
        'smtp.port': 465,
        'targets.0.overlap': '25h',
        server: { listen: '0.0.0.0:9464' },
        rules: [{ name: 'paused', match: { states: ['Pause'] }, receivers: ['oncall'] }],
      },
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    );
    expect(found.map((warning) => warning.split(' ').slice(0, 2).join(' '))).toEqual([
      'info targets[0].overlap',
      'warning server.publicUrl',
      'critical targets[0]',
      'critical smtp.security',
      'critical ',
    ]);
  });
});
