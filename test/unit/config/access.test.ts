import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { effectiveConfig, effectiveYaml } from '../../../src/config/effective.ts';
import { load, problemsOf, SMALLEST, withValue } from './config-text.ts';

const HASH = `scrypt$32768$8$3$${'s3cr3t'.padEnd(22, 'A')}$${'s3cr3t'.padEnd(43, 'A')}`;
const AUTH = {
  basic: [{ user: 'ada@example.com', passwordHashFile: '/hash', scopes: ['read', 'write', 'read'] }],
  bearer: [{ name: 'grafana', token: '${TOKEN}', scopes: 'read, metrics' }],
  proxy: { header: 'X-Forwarded-User', from: '127.0.0.1, 10.0.0.0/8, fd00::/8', scopes: ['read'] },
};
const SETUP = { files: { '/hash': `${HASH}\n` }, env: { TOKEN: 's3cr3t-of-16-characters' } };
const server = (value: object, setup = SETUP) => load(withValue(SMALLEST, 'server', value), setup);

const warnings = (value: object) =>
  server({ auth: AUTH, ...value }).warnings.map(({ path, message }) => `${path} ${message}`);

describe('server.auth', () => {
  it('takes secrets from files and the environment, and shows none of them', () => {
    const { config } = server({ auth: AUTH });
    expect(config.server.auth).toMatchObject({
      allowUnauthenticated: false,
      basic: [{ user: 'ada@example.com', scopes: ['read', 'write'] }],
      bearer: [{ name: 'grafana', scopes: ['read', 'metrics'] }],
      proxy: { from: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'] },
      open: ['health', 'metrics'],
    });
    expect(config.server.auth?.basic[0]?.passwordHash.reveal()).toBe(HASH);
    expect(config.server.auth?.bearer[0]?.token.reveal()).toBe('s3cr3t-of-16-characters');
    const shown = [
      effectiveYaml(config),
      JSON.stringify(effectiveConfig(config)),
      inspect(config, { depth: 9 }),
    ];
    for (const text of shown) {
      expect(text).not.toContain('s3cr3t');
      expect(text).toContain('***');
    }
  });

  it('is absent from the effective configuration when it is left out', () => {
    expect(effectiveConfig(load(SMALLEST).config)['server']).not.toHaveProperty('auth');
  });

  it('opens all to everybody by a variable', () => {
    const auth = { allowUnauthenticated: '${OPEN:-false}' };
    const opened = (env: Record<string, string>) =>
      server({ auth }, { ...SETUP, env: { ...SETUP.env, ...env } }).config.server.auth?.allowUnauthenticated;
    expect([opened({}), opened({ OPEN: 'true' })]).toEqual([false, true]);
  });

  it('warns of passwords that travel readable', () => {
    expect(warnings({ publicUrl: 'http://ops.example.com' })).toEqual([]);
    expect(warnings({ listen: '0.0.0.0:9464', publicUrl: 'http://ops.example.com' })).toEqual([
      'server.auth lets passwords and tokens travel unencrypted',
    ]);
    expect(warnings({ listen: '0.0.0.0:9464', publicUrl: 'https://ops.example.com' })).toEqual([]);
  });
});

describe('server.tls', () => {
  const tls = { certFile: '/crt', keyFile: '/key' };
  const files = { '/crt': '-----BEGIN CERTIFICATE-----', '/key': '-----BEGIN PRIVATE KEY-----' };

  it('takes files that can be read and hold what they should', () => {
    const publicUrl = 'https://localhost:9464';
    expect(server({ tls, publicUrl }, { ...SETUP, files: { ...SETUP.files, ...files } }).warnings).toEqual(
      [],
    );
    const swapped = { '/crt': files['/key'], '/key': files['/crt'] };
    expect(problemsOf(withValue(SMALLEST, 'server.tls', tls), { files: swapped })).toMatchObject([
      { path: 'server.tls.certFile', message: 'names a file without a certificate' },
      {
        path: 'server.tls.keyFile',
        message: 'names a file without a private key that can be read without a passphrase',
      },
    ]);
    expect(problemsOf(withValue(SMALLEST, 'server.tls', { certFile: '/none' }))).toMatchObject([
      { path: 'server.tls.keyFile', message: 'is missing' },
      { path: 'server.tls.certFile', message: 'names a file that cannot be read (ENOENT)' },
    ]);
  });

  it('warns of links that lead to http', () => {
    expect(server({ tls }, { ...SETUP, files: { ...SETUP.files, ...files } }).warnings).toMatchObject([
      { path: 'server.publicUrl', message: 'begins with http:, but server.tls serves https' },
    ]);
  });
});
