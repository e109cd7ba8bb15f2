import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { faultOf, load, SMALLEST, withValue } from '../config-text.ts';
import { wrongAccessValues } from '../wrong-values/wrong-access-values.ts';
import { wrongCalendarValues } from '../wrong-values/wrong-calendar-values.ts';
import { wrongDeliveryValues } from '../wrong-values/wrong-delivery-values.ts';
import { wrongProcessValues } from '../wrong-values/wrong-process-values.ts';
import { wrongStorageValues } from '../wrong-values/wrong-storage-values.ts';
import { wrongTargetValues } from '../wrong-values/wrong-target-values.ts';
import { wrongWatchValues } from '../wrong-values/wrong-watch-values.ts';

const CLOUD_KEY = 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3hunter2';
const ADA = { user: 'ada', passwordHash: 'x', scopes: ['read'] };
const RULE = { name: 'r', receivers: ['oncall'] };

/** The whole line of the one problem, without its place. */
const lineOf = (set: string, to: unknown) => {
  const { message } = faultOf(withValue(SMALLEST, set, to));
  return message.replace(/^test\.yaml(:\d+)*: /, '');
};

describe('a problem names the value that it found', () => {
  it.each<[string, unknown, string]>([
    [
      'targets.0.credentials',
      'defualt',
      'targets[0].credentials: defualt is no entry of credentials (did you mean default?)',
    ],
    ['smtp.port', 0, 'smtp.port: 0 must be at least 1'],
    ['smtp.port', '587', 'smtp.port: "587" must be a whole number'],
    ['targets.0.allowHttp', 'yes', 'targets[0].allowHttp: yes must be true or false'],
    ['targets.0.name', 8, 'targets[0].name: 8 must be text (put it in quotes)'],
    ['targets.0.jobs', { name: true }, 'targets[0].jobs.name: true must be text (put it in quotes)'],
    ['timezone', 8, 'timezone: 8 is not an IANA time zone (write a name such as UTC'],
    ['targets.0.timeout', 10, 'targets[0].timeout: 10 must be a duration (write a whole number and a unit'],
    ['server', { listen: 9464 }, 'server.listen: 9464 is not HOST:PORT (write e.g. 127.0.0.1:9464'],
    ['timezone', ['UTC'], 'timezone must be text, not a list'],
    ['smtp.port', { number: 25 }, 'smtp.port must be a whole number, not a mapping'],
    ['log', 'info', 'log: info must be a mapping of keys to values'],
    ['targets.0.name', '  ', 'targets[0].name: "  " must not be empty'],
    ['smtp.from', 'a\u202Eb\u0085\u200B', 'smtp.from: "a\\u202eb\\u0085\\u200b" is not a sender'],
    ['smtp.host', `${'x'.repeat(100)}/`, `smtp.host: ${'x'.repeat(79)}… is not a host`],
    ['server.publicUrl', 'https://me:pass@word@h/', 'server.publicUrl: https://***@h/ must have no query'],
    [
      'targets.0.endpoint',
      'https://h/?sign=abc',
      'targets[0].endpoint: https://h/?*** must be scheme and host',
    ],
    ['smtp.host', 'me:pass@h', 'smtp.host: ***@h is not a host'],
    ['rules', [{ ...RULE, repeat: 'soon' }], 'rules[0].repeat: soon must be a duration, or never'],
    ['rules', [{ ...RULE, repeat: '1ms' }], 'rules[0].repeat: 1ms must be at least 1 s'],
    ['rules', [{ ...RULE, flapping: 'on' }], 'rules[0].flapping: on must be a mapping, or off'],
    [
      'rules',
      [{ ...RULE, tooLong: { Pause: 7 } }],
      'rules[0].tooLong.Pause: 7 must be a duration, or { usual, atLeast }',
    ],
    [
      'rules',
      [{ ...RULE, tooLong: { Pause: { usual: 1, atLeast: '1h' } } }],
      'rules[0].tooLong.Pause.usual: 1 must be more than 1',
    ],
    ['rules', [{ ...RULE, flapping: { changs: 1 } }], 'rules[0].flapping.changs is not a known key'],
  ])('%s: %j', (set, to, line) => {
    expect(lineOf(set, to).startsWith(line)).toBe(true);
  });

  it.each(
    [
      ...wrongProcessValues,
      ...wrongStorageValues,
      ...wrongAccessValues,
      ...wrongTargetValues,
      ...wrongDeliveryValues,
      ...wrongCalendarValues,
      ...wrongWatchValues,
    ]
      .filter(
        ({ to, message }) =>
          isSingle(to) && to !== '' && String(to).length <= 80 && !message.includes('known key'),
      )
      .map(({ set, to, at }) => [at ?? set, set, to] as const)
      .filter(([at, set]) => at.replaceAll(/\[(\d+)\]/g, '.$1') === set),
  )('at %s, whatever the kind', (_at, set, to) => {
    const [problem] = faultOf(withValue(SMALLEST, set, to)).problems;
    const isSecret = /password|ping|token|secret/i.test(set);
    const isUrl = typeof to === 'string' && to.includes('://');
    if (isSecret) expect(problem).not.toHaveProperty('value');
    else if (isUrl) expect(problem?.value).toBeTypeOf('string');
    else expect([String(to), JSON.stringify(to)]).toContain(problem?.value);
  });

  it('in warnings, too, also where it is the one that stands in for a key that is left out', () => {
    const { warnings } = load(withValue(SMALLEST, 'server', { listen: '0.0.0.0:9464' }));
    expect(warnings).toMatchObject([{ path: 'server.publicUrl', value: 'http://localhost:9464' }]);
    const { warnings: ports } = load(withValue(SMALLEST, 'smtp.port', 465));
    expect(ports).toMatchObject([{ path: 'smtp.security', value: 'starttls' }]);
  });
});

function isSingle(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

describe('a value that may be a secret is not named', () => {
  it.each<[string, string, unknown]>([
    ['at the key of a secret', 'smtp.password', 12_345_678],
    ['a level above a secret', 'smtp', 'hunter2'],
    ['a level above a secret', 'credentials.default', 'hunter2'],
    ['a level above a secret', 'watchdog', 'https://hc.example.com/hunter2'],
    ['the secret itself at another place', 'timezone', 'key-example'],
    ['the secret within a text at another place', 'smtp.host', 'x/key-example'],
    ['a key of the cloud', 'timezone', 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3hunter2'],
    ['a token by its looks', 'targets.0.bucket', 'Gu5t9xGARNpq86cd98joQYCN3hunter2'],
    ['a key in PEM format', 'smtp.caFile', '-----BEGIN PRIVATE KEY-----hunter2'],
    ['the path of a file with a secret', 'smtp.passwordFile', 'hunter2'],
    ['under a key that is not known', 'smtp.pasword', 'hunter2'],
    ['a password behind its user', 'server.auth', { basic: [{ ...ADA, user: 'ada:hunter2' }] }],
    ['a key of the cloud in place of a name', 'credentials', { [CLOUD_KEY]: 'x' }],
    ['a key of the cloud as a name', 'credentials', { [CLOUD_KEY]: { source: 'environment' } }],
  ])('%s (%s)', (_what, set, to) => {
    const { problems } = faultOf(withValue(SMALLEST, set, to));
    expect(problems.flatMap(({ value }) => value ?? []).filter((value) => value !== 'ada:***')).toEqual([]);
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|key-example|12345678/);
  });
});

const smtp = (text: string) =>
  faultOf(`${stringify({ ...SMALLEST, smtp: undefined })}smtp: ${text}\n`).message;

describe('a key that is not known is named', () => {
  it.each<[string, unknown, string, string]>([
    ['x.y', 1, '["x.y"] is not a known key', 'known: '],
    ['8080', 1, '["8080"] is not a known key', 'known: '],
    ['密码', 1, '["密码"] is not a known key', 'known: '],
    ['a key', 1, 'has a key that is not known, and begins with "a"', 'known: '],
    [
      'log: x',
      null,
      'has a key that is not known, and begins with "log"',
      'write a blank after the colon: "log: …"',
    ],
    ['smtp2', 1, 'smtp2 is not a known key', 'did you mean smtp?'],
    ['\u202Eyek', 1, '["\\u202eyek"] is not a known key', 'known: '],
    ['\uFEFFstorage', 1, '["\\ufeffstorage"] is not a known key', 'did you mean storage?'],
    ['Gu5t9xGARNpq86cd98joQYCN3', 1, 'has a key that is not known', 'known: '],
    ['k'.repeat(61), 1, 'has a key that is not known', 'known: '],
  ])('%s', (key, value, line, hint) => {
    const { message } = faultOf(stringify({ ...SMALLEST, [key]: value }));
    expect(message).toContain(`: ${line} (${hint}`);
  });

  it('unless a value slipped into it', () => {
    const rest = 'host: h, from: b@example.com';
    expect(smtp(`{ ${rest}, password:hunter2 }`)).toContain(
      'smtp has a key that is not known, and begins with "password" (write a blank after the colon: "password: …")',
    );
    for (const slip of [
      'password:hunter2',
      'password=hunter2',
      'hunter2',
      'pw hunter2',
      '"password: hunter2"',
    ]) {
      expect(smtp(`{ ${rest}, ${slip} }`)).not.toContain('hunter2');
    }
  });
});
