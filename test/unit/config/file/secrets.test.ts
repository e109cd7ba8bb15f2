import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigFault } from '../../../../src/config/config-fault.ts';
import { editorSchema } from '../../../../src/config/schema/json-schema.ts';
import { effectiveConfig, effectiveYaml } from '../../../../src/config/effective.ts';
import {
  faultOf,
  load,
  problemsOf,
  SMALLEST,
  withValue,
  type Tree,
  type ConfigSetup,
} from '../config-text.ts';

const withLogin = (login: Tree): Tree => ({
  ...SMALLEST,
  smtp: { ...Object(SMALLEST['smtp']), username: 'u', ...login },
});

const password = (content: string) =>
  load(withLogin({ passwordFile: '/run/secrets/smtp' }), {
    files: { '/run/secrets/smtp': content },
  }).config.smtp?.password?.reveal();

describe('a secret in a file', () => {
  it('is read at start without its one trailing newline', () => {
    expect(password('hunter2')).toBe('hunter2');
    expect(password('hunter2\n')).toBe('hunter2');
    expect(password('hunter2\r\n')).toBe('hunter2');
    expect(password(' hunter2 ')).toBe(' hunter2 ');
  });

  it('may stand for every part of the credentials, and its path may come from the environment', () => {
    const tree = withValue(SMALLEST, 'credentials.default', {
      secretIdFile: '/s/id',
      secretKeyFile: '${DIR}/key',
      tokenFile: '/s/token',
    });
    const setup = {
      env: { DIR: '/s' },
      files: { '/s/id': 'the id\n', '/s/key': 'the key\n', '/s/token': 'the token' },
    };
    const credentials = load(tree, setup).config.credentials['default'];
    if (credentials?.source !== 'literal') throw new Error('wrong source');
    expect(credentials.secretId.reveal()).toBe('the id');
    expect(credentials.secretKey.reveal()).toBe('the key');
    expect(credentials.token?.reveal()).toBe('the token');
  });

  it('may stand for every secret of every channel that the published schema names', () => {
    const { properties: channels = {} } = editorSchema().properties?.['receivers']?.items ?? {};
    const twins = Object.entries(channels).flatMap(([channel, { properties = {} }]) =>
      Object.keys(properties)
        .filter((key) => key.endsWith('File'))
        .map((key) => `${channel}.${key}`),
    );
    expect(twins).toContain('slack.urlFile');
    const wrong = withValue(SMALLEST, 'other', true);
    const unknown = twins.filter((twin) =>
      problemsOf(withValue(wrong, `receivers.0.${twin}`, 'f'), { files: { f: 'b' } }).some(
        ({ path, message }) => path !== 'other' && message === 'is not a known key',
      ),
    );
    expect(unknown).toEqual([]);
  });

  it('of an incoming webhook of Slack is read, and its text shows nowhere', () => {
    const url = 'https://hooks.slack.com/services/T0/B0/canary';
    const tree = withValue(SMALLEST, 'receivers.0.slack.urlFile', 'f');
    const [receiver] = load(tree, { files: { f: url } }).config.receivers;
    expect(receiver?.slack?.url?.reveal()).toBe(url);
    const problems = problemsOf(tree, { files: { f: 'ftp://hooks.slack.com/canary' } });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });

  describe('with a list of URLs', () => {
    const tree = withValue(SMALLEST, 'receivers.0.alertmanager', { urlsFile: 'f', resend: '30s' });
    const problems = (content: string) => problemsOf(tree, { files: { f: content } });

    it('is read line by line, without blank lines and blanks at the ends', () => {
      const content = '\n https://am-1.example.com/canary \r\n\n\thttps://am-2.example.com\n\n';
      const { config } = load(tree, { files: { f: content } });
      const urls = config.receivers[0]?.alertmanager?.urls.map((url) => url.reveal());
      expect(urls).toEqual(['https://am-1.example.com/canary', 'https://am-2.example.com']);
      expect([effectiveYaml(config), inspect(config, { depth: 20 })].join()).not.toContain('canary');
    });

    it.each([
      ['https://am-1.example.com\nftp://am-2.example.com/canary'],
      ['https://am-1.example.com\nhttp://am-2.example.com/canary'],
      ['canary'],
    ])('is one problem of its own key, without the text, where a line is no good: %j', (content) => {
      const found = problems(content);
      expect(found.map(({ path }) => path)).toEqual(['receivers[0].alertmanager.urlsFile']);
      expect(JSON.stringify(found)).not.toContain('canary');
    });

    it.each(['', '\n', ' \n\t\r\n'])('is empty when it holds nothing but blank lines: %j', (content) => {
      expect(problems(content)).toMatchObject([
        { path: 'receivers[0].alertmanager.urlsFile', message: 'names an empty file' },
      ]);
    });

    it('is one problem when there is no such file, and cannot stand beside the list', () => {
      expect(problemsOf(tree)).toMatchObject([{ message: 'names a file that cannot be read (ENOENT)' }]);
      const both = withValue(tree, 'receivers.0.alertmanager.urls', ['https://am-1.example.com']);
      expect(problemsOf(both, { files: { f: 'https://am-2.example.com' } })).toMatchObject([
        { path: 'receivers[0].alertmanager.urlsFile', message: 'cannot stand beside urls' },
      ]);
    });
  });

  it('cannot stand beside the secret itself, unless that is empty', () => {
    const files = { f: 'b' };
    expect(problemsOf(withLogin({ password: 'a', passwordFile: 'f' }), { files })).toEqual([
      {
        path: 'smtp.passwordFile',
        message: 'cannot stand beside password',
        hint: 'keep one of password and passwordFile',
      },
    ]);
    expect(
      load(withLogin({ password: '', passwordFile: 'f' }), { files }).config.smtp?.password?.reveal(),
    ).toBe('b');
    expect(
      load(withLogin({ password: 'a', passwordFile: '' }), { files }).config.smtp?.password?.reveal(),
    ).toBe('a');
  });

  it('is one problem when it cannot be read, is empty or has no path', () => {
    const hint = 'check the path, and that the user who runs Batchwatch may read it';
    expect(problemsOf(withLogin({ passwordFile: '/none' }))).toEqual([
      { path: 'smtp.passwordFile', message: 'names a file that cannot be read (ENOENT)', hint },
    ]);
    expect(problemsOf(withLogin({ passwordFile: '/e' }), { files: { '/e': '\n' } })).toEqual([
      { path: 'smtp.passwordFile', message: 'names an empty file', hint: 'put the secret into it' },
    ]);
    expect(problemsOf(withLogin({ passwordFile: 7 }))).toEqual([
      { path: 'smtp.passwordFile', message: 'must be text', hint: 'write the path of a file' },
    ]);
    expect(problemsOf(withLogin({ passwordFile: '${NONE}' }))).toEqual([
      expect.objectContaining({ path: 'smtp.passwordFile', message: expect.stringContaining('NONE') }),
    ]);
  });
});

/** What YAML, JSON, URLs and our own `${}` give a meaning to, and text beyond ASCII. */
const CHARACTERS = Array.from('abXY09:#{}[]"\'\\\n *&!%@`|>-?,密😀');

/** Unlike any text of ours, so that finding it means that it leaked. */
const secretValue = fc
  .string({
    unit: fc.constantFrom(...CHARACTERS),
    minLength: 1,
    maxLength: 24,
  })
  .map((text) => `s3cr3t${text}s3cr3t`);

/** The secret where it belongs, and a second time at another place. */
const twice = (path: string, secret: string, at: unknown = secret): Tree =>
  withValue(withValue(SMALLEST, 'credentials.default.secretKey', secret), path, at);

const leaks = (text: string) => text.includes('s3cr3t');

describe('a secret is never shown', () => {
  it('in the effective configuration, wherever it came from', () => {
    fc.assert(
      fc.property(secretValue, (text) => {
        const secret = text.replaceAll('\n', ' ');
        const tree = {
          ...withLogin({ passwordFile: '/p' }),
          credentials: { default: { secretId: secret, secretKey: '${KEY}', tokenFile: '/t' } },
        };
        const { config } = load(tree, { env: { KEY: secret }, files: { '/p': secret, '/t': secret } });
        expect(config.smtp?.password?.reveal()).toBe(secret);
        const shown = [
          effectiveYaml(config),
          JSON.stringify(effectiveConfig(config)),
          JSON.stringify(config),
        ];
        expect([...shown, inspect(config, { depth: null, showHidden: true })].filter(leaks)).toEqual([]);
        expect(effectiveYaml(config)).toContain('***');
      }),
    );
  });

  it('in a problem, whatever is wrong around it', () => {
    const wrongs: readonly ((secret: string) => [Tree | string, ConfigSetup?])[] = [
      (secret) => [withLogin({ password: [secret] })],
      (secret) => [withLogin({ password: { [secret]: secret } })],
      (secret) => [withLogin({ [`password:${secret}`]: null })],
      (secret) => [withLogin({ passwort: secret })],
      (secret) => [
        withLogin({ password: secret, port: secret, security: secret, host: `${secret}/`, from: secret }),
      ],
      (secret) => [withLogin({ port: '${SMTP_PASSWORD}' }), { env: { SMTP_PASSWORD: secret } }],
      (secret) => [withValue(SMALLEST, 'smtp', secret)],
      (secret) => [withValue(SMALLEST, 'watchdog', secret)],
      (secret) => [withValue(SMALLEST, 'credentials', { default: secret })],
      (secret) => [withValue(SMALLEST, 'server.auth', { bearer: [secret], basic: secret })],
      (secret) => [withValue(SMALLEST, 'server.auth', { bearer: [{ name: 'a', token: [secret] }] })],
      (secret) => [withLogin({ [`password=${secret}`]: null })],
      (secret) => [twice('timezone', secret)],
      (secret) => [twice('log.level', secret)],
      (secret) => [twice('server.listen', secret, `${secret}:9464`)],
      (secret) => [twice('targets.0.jobs', secret, { type: secret, nme: secret })],
      (secret) => [twice('rules', secret, [{ name: 'a', receivers: ['oncall'], repeat: secret }])],
      (secret) => [withLogin({ password: '${PW}${NONE}' }), { env: { PW: secret } }],
      (secret) => [withLogin({ password: secret, passwordFile: '/p' }), { files: { '/p': secret } }],
      (secret) => [withLogin({ passwordFile: secret })],
      (secret) => [withValue(SMALLEST, 'credentials.default', { secretKey: secret, source: secret })],
      (secret) => [
        twice('targets.0', secret, {
          name: `\n${secret}`,
          bucket: secret,
          schedule: secret,
          jobs: secret,
        }),
      ],
      (secret) => [twice('targets.0.credentials', secret)],
      (secret) => [
        withValue(SMALLEST, 'targets.0.endpoint', `https://u:${encodeURIComponent(secret)}@example.com`),
      ],
      (secret) => [
        withValue(SMALLEST, 'targets.0.endpoint', `https://example.com/?sign=${encodeURIComponent(secret)}`),
      ],
      (secret) => [withValue(SMALLEST, 'smtp.host', `u:${secret.replaceAll(/[@\s]/g, '')}@example.com`)],
      (secret) => [twice('receivers.0.email.to', secret, [secret])],
      (secret) => [twice('rules', secret, [{ name: 'r', receivers: [secret], match: { states: [secret] } }])],
      (secret) => [`smtp:\n  password: "${secret}\n  host: x`],
      (secret) => [`smtp:\n  password: *${secret}\n`],
      (secret) => [`smtp:\n  password: !${secret} x\n`],
      (secret) => [`smtp:\n  password:${secret}\n  host: x\n`],
      (secret) => [`smtp: { password: ${secret}, }}\n`],
      // What stands before a colon would be a key, which is named.
      (secret) => [secret.replaceAll(/:(?=\s)/gu, '')],
      (secret) => [`? [${secret}]\n: 1\n`],
      (secret) => [`%${secret}\n---\na: 1\n`],
    ];
    fc.assert(
      fc.property(secretValue, fc.constantFrom(...wrongs), (secret, wrong) => {
        const fault = tryFault(...wrong(secret));
        if (fault === undefined) return;
        const shown = [
          JSON.stringify(fault.problems),
          fault.message,
          fault.hint ?? '',
          inspect(fault, { depth: null }),
        ];
        expect(shown.filter(leaks)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('in the place of an unquoted password that YAML reads as a number', () => {
    expect(problemsOf(withLogin({ password: 12_345_678 }))).toEqual([
      { path: 'smtp.password', message: 'must be text', hint: 'put it in quotes' },
    ]);
  });
});

/** Some of the damaged texts happen to be whole again for some secrets. */
function tryFault(config: Tree | string, setup: ConfigSetup = {}): ConfigFault | undefined {
  try {
    return faultOf(config, setup);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('the configuration loaded')) return undefined;
    throw error;
  }
}
