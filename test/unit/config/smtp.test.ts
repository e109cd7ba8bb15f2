import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signingKey } from '../../support/mail/signing-key.ts';
import { load, problemsOf, SMALLEST, type Tree } from './config-text.ts';

const OAUTH2 = { clientId: 'batchwatch', clientSecret: 'x', tenant: 'example.com' };
const DKIM = { domain: 'example.com', selector: 'batchwatch', key: signingKey() };

const smtp = (changes: Tree): Tree => ({ ...SMALLEST, smtp: { ...Object(SMALLEST['smtp']), ...changes } });
const byToken = (changes: Tree = {}): Tree =>
  smtp({ username: 'batchwatch@example.com', oauth2: OAUTH2, ...changes });
const without = (key: keyof typeof OAUTH2, more: Tree = {}): Tree => {
  const { [key]: _, ...rest } = OAUTH2;
  return { ...rest, ...more };
};
const warningsOf = (tree: Tree) => load(tree).warnings.map(({ path, message }) => `${path} ${message}`);

describe('smtp.oauth2', () => {
  it.each([
    ['an application of Microsoft 365', OAUTH2],
    [
      'Google',
      {
        clientId: 'a',
        clientSecret: 'b',
        refreshToken: 'c',
        tokenUrl: 'https://oauth2.googleapis.com/token',
      },
    ],
    ['a public client on behalf of a person', without('clientSecret', { refreshToken: 'c' })],
    [
      'another cloud of Microsoft',
      {
        ...OAUTH2,
        tokenUrl: 'https://login.chinacloudapi.cn/x/oauth2/v2.0/token',
        scope: 'https://partner.outlook.cn/.default',
      },
    ],
    ['a provider on this machine', { ...OAUTH2, tokenUrl: 'http://127.0.0.1:8080/token?x=1' }],
  ])('takes %s', (_name, oauth2) => {
    expect(warningsOf(byToken({ oauth2 }))).toEqual([]);
  });

  it('reads its secrets from files', () => {
    const oauth2 = { clientId: 'a', clientSecretFile: '/c', refreshTokenFile: '/r', tenant: 't' };
    const { config } = load(byToken({ oauth2 }), { files: { '/c': 'client\n', '/r': 'refresh\n' } });
    expect(config.smtp?.oauth2?.clientSecret?.reveal()).toBe('client');
    expect(config.smtp?.oauth2?.refreshToken?.reveal()).toBe('refresh');
  });

  it.each([
    ['beside a password', byToken({ password: 'x' }), 'smtp.oauth2', 'cannot stand beside password'],
    ['without a mailbox', smtp({ oauth2: OAUTH2 }), 'smtp.oauth2', 'needs username beside it'],
    [
      'without a token endpoint',
      byToken({ oauth2: without('tenant') }),
      'smtp.oauth2',
      'needs tenant or tokenUrl',
    ],
    [
      'without a secret',
      byToken({ oauth2: without('clientSecret') }),
      'smtp.oauth2',
      'needs refreshToken or clientSecret',
    ],
    ['without a client', byToken({ oauth2: without('clientId') }), 'smtp.oauth2.clientId', 'is missing'],
    [
      'with a path for a tenant',
      byToken({ oauth2: { ...OAUTH2, tenant: 'a/../b' } }),
      'smtp.oauth2.tenant',
      'is not a tenant',
    ],
    [
      'over plain http',
      byToken({ oauth2: { ...OAUTH2, tokenUrl: 'http://login.example.com/' } }),
      'smtp.oauth2.tokenUrl',
      'is plain http to another machine',
    ],
    [
      'with another scheme',
      byToken({ oauth2: { ...OAUTH2, tokenUrl: 'file:///etc/passwd' } }),
      'smtp.oauth2.tokenUrl',
      'is not an http or https URL',
    ],
    [
      'with a login in the URL',
      byToken({ oauth2: { ...OAUTH2, tokenUrl: 'https://a:b@example.com/' } }),
      'smtp.oauth2.tokenUrl',
      'must have no fragment or login',
    ],
    [
      'with a slip of the pen',
      byToken({ oauth2: { ...OAUTH2, refreshTokn: 'x' } }),
      'smtp.oauth2.refreshTokn',
      'is not a known key',
    ],
  ])('is refused %s', (_name, tree, path, message) => {
    expect(problemsOf(tree)).toEqual(
      [{ path, message, hint: expect.any(String) }].map(({ hint, ...rest }) =>
        message === 'is missing' ? rest : { ...rest, hint },
      ),
    );
  });

  it('warns of a sender that is not the mailbox, and of a token in plain text', () => {
    expect(warningsOf(byToken({ username: 'alerts@example.com', security: 'none' }))).toEqual([
      'smtp.security sends the access token unencrypted',
      'smtp.from is not the mailbox of smtp.username',
    ]);
  });
});

const signed = (changes: Tree) => smtp({ dkim: { ...DKIM, ...changes } });
const pem = (type: 'rsa' | 'ed25519', options: { cipher?: string; bits?: number } = {}) => {
  const { cipher, bits = 2048 } = options;
  const encoding = { type: 'pkcs8', format: 'pem', ...(cipher && { cipher, passphrase: 'x' }) } as const;
  const pair =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: bits }) : generateKeyPairSync('ed25519');
  return String(pair.privateKey.export(encoding));
};

describe('smtp.dkim', () => {
  it('takes an RSA key, also one in a file', () => {
    expect(warningsOf(signed({}))).toEqual([]);
    const dkim = { domain: 'example.com', selector: 'batchwatch', keyFile: '/k' };
    expect(load(smtp({ dkim }), { files: { '/k': signingKey() } }).config.smtp?.dkim?.key.reveal()).toContain(
      'PRIVATE',
    );
  });

  it.each([
    ['text', 'hunter2', 'is not a private key in PEM format'],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n',
      'is not a private key in PEM format',
    ],
    ['a passphrase', pem('rsa', { cipher: 'aes-256-cbc' }), 'is a private key with a passphrase'],
    ['an Ed25519 key', pem('ed25519'), 'is a key of type ed25519; only RSA signs here'],
    ['a short key', pem('rsa', { bits: 512 }), 'is too short with 512 bits'],
  ])('refuses %s, named by the key that was written', (_name, key, message) => {
    expect(problemsOf(signed({ key }))).toEqual([
      { path: 'smtp.dkim.key', message, hint: expect.any(String) },
    ]);
    const dkim = { domain: 'example.com', selector: 'batchwatch', keyFile: '/k' };
    const [problem] = problemsOf(smtp({ dkim }), { files: { '/k': key } });
    expect(problem).toEqual({ path: 'smtp.dkim.keyFile', message, hint: expect.any(String) });
  });

  it.each([
    ['domain', 'localhost', 'is not a domain'],
    ['selector', 'a;b', 'is not a selector'],
    ['headerFieldNames', ['Subject'], 'lacks From'],
    ['skipFields', 'Date, from', 'cannot hold From'],
    ['headerFieldNames', [], 'must have at least one entry'],
  ])('refuses the %s %j', (key, value, message) => {
    expect(problemsOf(signed({ [key]: value }))[0]).toMatchObject({ path: `smtp.dkim.${key}`, message });
  });

  it('warns of a domain that is not that of the sender', () => {
    expect(warningsOf(signed({ domain: 'example.org' }))).toEqual([
      'smtp.dkim.domain is not the domain of smtp.from, nor one above it',
    ]);
    expect(
      warningsOf({ ...signed({}), smtp: { ...Object(signed({})['smtp']), from: 'a@alerts.example.com' } }),
    ).toEqual([]);
  });
});

describe('smtp.replyTo and smtp.envelopeFrom', () => {
  it.each([
    [{ replyTo: 'On Call <oncall@example.com>', envelopeFrom: 'bounces@mail.example.com' }, []],
    [{ envelopeFrom: 'bounces@example.org' }, ['smtp.envelopeFrom is of another domain than smtp.from']],
    [{ envelopeFrom: 'bounces@example.org', dkim: DKIM }, []],
  ])('%j are taken, with the warnings %j', (changes, warnings) => {
    expect(warningsOf(smtp(changes))).toEqual(warnings);
  });

  it.each([
    ['replyTo', 'nobody', 'is not a sender'],
    ['replyTo', 'a@example.com\r\nBcc: b@example.com', 'is not a sender'],
    ['envelopeFrom', 'Bounces <bounces@example.com>', 'is not a mail address'],
    // The null sender: what bounces would be lost without a word.
    ['envelopeFrom', '<>', 'is not a mail address'],
  ])('%s %j is refused', (key, value, message) => {
    expect(problemsOf(smtp({ [key]: value }))[0]).toMatchObject({ path: `smtp.${key}`, message });
  });
});
