import { execFileSync } from 'node:child_process';
import { mkdtempDisposableSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ConfigFault } from '../../../../src/config/config-fault.ts';
import { readConfig } from '../../../../src/config/load.ts';
import { signingKey } from '../../../support/mail/signing-key.ts';
import { load, SMALLEST, withValue, type Tree } from '../config-text.ts';

const fixture = (name: string) => readFileSync(new URL(`../../../fixtures/text/${name}`, import.meta.url));

/** Reads real files: `config` beside a secret at `PATH`. */
function readFiles(files: { config: Buffer | ((secretPath: string) => Tree); secret?: Buffer }) {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
  const path = join(folder.path, 'c.yaml');
  const secretPath = join(folder.path, 'secret');
  const { config, secret } = files;
  writeFileSync(path, Buffer.isBuffer(config) ? config : stringify(config(secretPath)));
  if (secret !== undefined) writeFileSync(secretPath, secret);
  try {
    const { config: read, warnings } = readConfig({ path, env: {} });
    return { read, warnings, problems: [] };
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    return { read: undefined, warnings: [], problems: error.problems };
  }
}

const login = { ...Object(SMALLEST['smtp']), username: 'batchwatch@example.com' };
const OAUTH2 = { clientId: 'a', tenant: 't', refreshToken: 'r' };
const DKIM = { domain: 'example.com', selector: 's' };

/** Each twin of a secret. */
const TWINS: readonly (readonly [string, (file: string) => Tree])[] = [
  ['smtp.passwordFile', (file) => withValue(SMALLEST, 'smtp', { ...login, passwordFile: file })],
  [
    'smtp.oauth2.clientSecretFile',
    (file) => withValue(SMALLEST, 'smtp', { ...login, oauth2: { ...OAUTH2, clientSecretFile: file } }),
  ],
  [
    'smtp.oauth2.refreshTokenFile',
    (file) =>
      withValue(SMALLEST, 'smtp', {
        ...login,
        oauth2: { ...OAUTH2, refreshToken: undefined, refreshTokenFile: file },
      }),
  ],
  [
    'credentials.default.secretIdFile',
    (file) => withValue(SMALLEST, 'credentials.default', { secretIdFile: file, secretKey: 'k' }),
  ],
  [
    'credentials.default.secretKeyFile',
    (file) => withValue(SMALLEST, 'credentials.default', { secretId: 'i', secretKeyFile: file }),
  ],
  [
    'credentials.default.tokenFile',
    (file) => withValue(SMALLEST, 'credentials.default', { secretId: 'i', secretKey: 'k', tokenFile: file }),
  ],
];

describe('a configuration file', () => {
  it('in GBK is refused with the place', () => {
    expect(readFiles({ config: fixture('gbk-rule.bin') }).problems).toEqual([
      {
        path: '',
        line: 2,
        column: 40,
        message: 'is not UTF-8',
        hint: 'save it as UTF-8; from GBK: iconv -f GB18030 -t UTF-8 OLD > NEW',
      },
    ]);
  });

  it('in UTF-16, as an editor of Windows saves it, is refused as that', () => {
    const config = Buffer.from(`\uFEFF${stringify(SMALLEST)}`, 'utf16le');
    expect(readFiles({ config }).problems).toMatchObject([{ line: 1, column: 1, message: 'is UTF-16' }]);
  });

  it('with a NUL is refused with the place', () => {
    const config = Buffer.from(`# a\0\n${stringify(SMALLEST)}`);
    expect(readFiles({ config }).problems).toMatchObject([{ line: 1, column: 4, message: 'has a NUL byte' }]);
  });

  it('with a byte order mark and CRLF is read', () => {
    const config = Buffer.from(`\uFEFF${stringify(SMALLEST).replaceAll('\n', '\r\n')}`);
    expect(readFiles({ config }).read?.targets[0]?.name).toBe('media');
  });
});

describe.each(TWINS)('a secret in the file of %s', (path, withFile) => {
  const read = (secret: Buffer) => readFiles({ config: withFile, secret });

  it('loses its byte order mark and one line break', () => {
    const plain = readFiles({ config: withFile, secret: Buffer.from('thesecretkey0001') });
    const marked = read(fixture('secret-with-bom.txt'));
    expect(marked.problems).toEqual([]);
    expect(marked.warnings).toEqual([]);
    expect(revealed(marked.read)).toEqual(revealed(plain.read));
    expect(revealed(read(Buffer.from('thesecretkey0001\r\n')).read)).toEqual(revealed(plain.read));
  });

  it.each([
    ['with a second line break', fixture('secret-two-newlines.txt'), 'has a line break in it'],
    ['with two lines', Buffer.from('thesecretkey0001\r\nmore\r\n'), 'has a line break in it'],
    ['with a control character', Buffer.from('thesecret\u0007key'), 'has a control character in it'],
    ['that was damaged before', Buffer.from('thesecretkey\uFFFD'), 'was not UTF-8'],
    ['in GBK', Buffer.from([0x61, 0xb0, 0xa1]), 'names a file that is not UTF-8 at line 1, column 2'],
    [
      'in UTF-16',
      Buffer.from('\uFEFFthesecretkey0001', 'utf16le'),
      'names a file that is UTF-16 at line 1, column 1',
    ],
    ['with a NUL', Buffer.from('the\0key'), 'names a file that has a NUL byte at line 1, column 4'],
  ])('%s is refused and not shown', (_name, secret, message) => {
    const { problems } = read(secret);
    expect(problems.map((problem) => [problem.path, problem.message])).toEqual([[path, message]]);
    expect(JSON.stringify(problems)).not.toContain('thesecret');
  });

  it.each([
    ['in double quotes', '"thesecretkey0001"\n', 'stands in quotes'],
    ['in single quotes', "'thesecretkey0001'\n", 'stands in quotes'],
    ['in typographic quotes', '“thesecretkey0001”', 'stands in quotes'],
    ['in quotes of full width', '＂thesecretkey0001＂', 'stands in quotes'],
    ['in Chinese quotes', '「thesecretkey0001」\n', 'stands in quotes'],
    ['before a soft hyphen', 'thesecretkey0001\u00AD', 'begins or ends with a blank'],
    ['before a mark of direction', 'thesecretkey0001\u202E\n', 'begins or ends with a blank'],
    ['after a blank', ' thesecretkey0001', 'begins or ends with a blank'],
    ['before a blank', 'thesecretkey0001 \n', 'begins or ends with a blank'],
    ['before a tab', 'thesecretkey0001\t\n', 'begins or ends with a blank'],
    ['before a wide blank', 'thesecretkey0001\u3000', 'begins or ends with a blank'],
    ['after an invisible one', '\u200Bthesecretkey0001', 'begins or ends with a blank'],
  ])('%s is warned of and not shown', (_name, secret, message) => {
    const { problems, warnings } = read(Buffer.from(secret));
    expect(problems).toEqual([]);
    expect(warnings.filter((warning) => warning.path === path)).toMatchObject([{ message }]);
    expect(JSON.stringify(warnings)).not.toContain('thesecret');
  });
});

const withKey = (file: string) =>
  withValue(SMALLEST, 'smtp', { ...Object(SMALLEST['smtp']), dkim: { ...DKIM, keyFile: file } });

it('a key in PEM format may end in line breaks', () => {
  const { problems, warnings } = readFiles({
    config: withKey,
    secret: Buffer.from(`\uFEFF${signingKey()}\r\n\n`),
  });
  expect([problems, warnings]).toEqual([[], []]);
});

it.each([
  ['smtp.caFile', (file: string) => withValue(SMALLEST, 'smtp.caFile', file)],
  [
    'server.tls.certFile',
    (file: string) => withValue(SMALLEST, 'server.tls', { certFile: file, keyFile: file }),
  ],
] as const)('a certificate in DER is refused with the format that is wanted: %s', (path, config) => {
  const { problems } = readFiles({ config, secret: Buffer.from('3082030a30820301', 'hex') });
  expect(problems).toContainEqual(
    expect.objectContaining({
      path,
      message: 'names a file that is not UTF-8 at line 1, column 2',
      hint: 'it must be in PEM format, which is text',
    }),
  );
});

/** All secrets of a configuration, in the order of their keys. */
function revealed(config: unknown): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    if ('reveal' in value && typeof value.reveal === 'function') found.push(String(value.reveal()));
    else for (const part of Object.values(value)) visit(part);
  };
  visit(config);
  return found;
}

const inYaml = (secret: string, env: Record<string, string> = {}) => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
  const path = join(folder.path, 'c.yaml');
  writeFileSync(path, stringify(withValue(SMALLEST, 'smtp', { ...login, password: secret })));
  return readConfig({ path, env }).warnings.map((warning) => `${warning.path} ${warning.message}`);
};

const named = (username: string) =>
  load(withValue(SMALLEST, 'smtp', { ...login, username, password: 'thesecret' })).warnings;

describe('a secret in the configuration or the environment', () => {
  it('in quotes that are part of it is warned of', () => {
    expect(inYaml("'thesecret'")).toEqual(['smtp.password stands in quotes']);
    expect(inYaml('${PW}', { PW: '"thesecret"' })).toEqual(['smtp.password stands in quotes']);
    expect(inYaml('${PW}', { PW: 'thesecret ' })).toEqual(['smtp.password begins or ends with a blank']);
    expect(inYaml('the"sec"ret')).toEqual([]);
  });

  it('is warned of, as the name beside it is', () => {
    expect(named('"alerts"')).toMatchObject([{ path: 'smtp.username', message: 'stands in quotes' }]);
    for (const username of ['alerts ', ' alerts', 'alerts\r']) {
      expect(named(username)).toMatchObject([
        { path: 'smtp.username', message: 'begins or ends with a blank' },
      ]);
    }
    expect(named('alerts')).toEqual([]);
  });

  it('of a key of Tencent Cloud is warned of where no header or signature can take it', () => {
    const message = 'has a blank or a letter that no key of Tencent Cloud has';
    for (const key of ['secretId', 'secretKey', 'token']) {
      const path = `credentials.default.${key}`;
      for (const value of ['thesecret密', 'the secret', 'thé'])
        expect(load(withValue(SMALLEST, path, value)).warnings).toMatchObject([{ path, message }]);
    }
    const env = { TENCENTCLOUD_SECRET_ID: 'thesecret密', TENCENTCLOUD_SECRET_KEY: 'k' };
    const tree = withValue(SMALLEST, 'credentials.default', { source: 'environment' });
    expect(load(tree, { env }).warnings).toMatchObject([
      { path: 'credentials.default.source', message: `reads TENCENTCLOUD_SECRET_ID, which ${message}` },
    ]);
  });

  it('is warned of where the keys come from the environment by themselves', () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
    const path = join(folder.path, 'c.yaml');
    writeFileSync(path, stringify(withValue(SMALLEST, 'credentials.default', { source: 'environment' })));
    const env = {
      TENCENTCLOUD_SECRET_ID: '"thesecret"',
      TENCENTCLOUD_SECRET_KEY: 'thesecret\n',
      TENCENTCLOUD_SESSION_TOKEN: 'thesecret ',
    };
    const { warnings } = readConfig({ path, env });
    expect(warnings.map((warning) => `${warning.path} ${warning.message}`)).toEqual([
      'credentials.default.source reads TENCENTCLOUD_SECRET_ID, which stands in quotes',
      'credentials.default.source reads TENCENTCLOUD_SECRET_KEY, which has a line break in it',
      'credentials.default.source reads TENCENTCLOUD_SESSION_TOKEN, which begins or ends with a blank',
    ]);
    expect(JSON.stringify(warnings)).not.toContain('thesecret');
  });

  it('of other bytes than UTF-8 is refused', () => {
    const script = `
      import { loadConfig } from ${JSON.stringify(new URL('../../../../src/config/load.ts', import.meta.url).href)};
      try { loadConfig({ path: process.argv[1], env: process.env }); } catch (error) { console.log(error.message); }
    `;
    using folder = mkdtempDisposableSync(join(tmpdir(), 'batchwatch-'));
    const path = join(folder.path, 'c.yaml');
    writeFileSync(path, stringify(withValue(SMALLEST, 'smtp', { ...login, password: '${PW}' })));
    const command = `PW=$(printf 'a\\260\\241') exec "$0" --input-type=module -e "$1" "$2"`;
    const said = execFileSync('sh', ['-c', command, process.execPath, script, path], { encoding: 'utf8' });
    expect(said).toContain('smtp.password needs the environment variable PW, which is not UTF-8');
  });
});
