import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { connectionHint } from '../../../../src/channel/email/smtp/connection-hint.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { channelTo } from '../../../support/mail/channel-to.ts';
import { reservedPort } from '../../../support/network/reserved-port.ts';
import { startSmtpSink } from '../../../support/mail/smtp-sink.ts';
import {
  datedCertificate,
  localhostCertificate,
  strangerCertificate,
  weakCertificate,
} from '../../../support/network/tls-certificate.ts';

const never = new AbortController().signal;
const credentials = { username: 'alerts', password: new Secret('right') };

type Settings = Parameters<typeof channelTo>[1];

/** What a connection with these settings says is to be done. */
async function hintOf(server: { host: string; port: number }, settings: Settings = {}) {
  const verdict = await channelTo(server, settings).verify(never);
  if (verdict.outcome === 'delivered') throw new Error('it went well');
  expect(verdict).toMatchObject({ outcome: 'temporary', concern: 'channel' });
  return [verdict.reason, verdict.hint];
}

/** A server of a few lines: it greets, and answers each line by the first pattern that fits. */
async function scriptedServer(answers: readonly (readonly [RegExp, string])[]) {
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 mail.example.com ESMTP\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString('latin1').split('\r\n').slice(0, -1)) {
        lines.push(line);
        socket.write(`${answers.find(([pattern]) => pattern.test(line))?.[1] ?? '250 ok'}\r\n`);
      }
    });
  });
  return await listening(server, { lines, sockets });
}

async function listening<T extends { sockets: ReadonlySet<Socket> }>(server: Server, more: T) {
  const port = await reservedPort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: '127.0.0.1',
    port,
    ...more,
    async [Symbol.asyncDispose]() {
      for (const socket of more.sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function ehlo(...extensions: readonly string[]): readonly [RegExp, string] {
  const lines = ['mail.example.com', ...extensions];
  return [/^EHLO/, lines.map((line, i) => `250${i === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n')];
}

describe('the hint of a TLS connection that fails', () => {
  const kinds = ['starttls', 'tls'] as const;

  it.each(kinds)('with %s, an authority that nobody knows is named in smtp.caFile', async (security) => {
    await using sink = await startSmtpSink({ security });
    expect(await hintOf(sink, { security })).toEqual(['tls', 'unknown-authority']);
  });

  it.each(kinds)('with %s, the authorities of smtp.caFile take the place of all others', async (security) => {
    await using sink = await startSmtpSink({ security });
    const tlsCa = strangerCertificate().cert;
    expect(await hintOf(sink, { security, tlsCa })).toEqual(['tls', 'authority-not-in-ca-file']);
    const both = `${tlsCa}\n${localhostCertificate().cert}`;
    const verdict = await channelTo(sink, { security, tlsCa: both }).verify(never);
    expect(verdict.outcome).toBe('delivered');
  });

  it.each(kinds)('with %s, a certificate for another name says so', async (security) => {
    const stranger = strangerCertificate();
    await using sink = await startSmtpSink({ security, certificate: stranger });
    expect(await hintOf(sink, { security, tlsCa: stranger.cert })).toEqual(['tls', 'wrong-host-name']);
  });

  it.each([
    ['2020-01-01', '2020-01-02'],
    ['2099-01-01', '2099-01-02'],
  ])('a certificate that is valid only from %s to %s says so', async (from, until) => {
    const wrong = datedCertificate(new Date(from), new Date(until));
    await using sink = await startSmtpSink({ security: 'tls', certificate: wrong });
    expect(await hintOf(sink, { security: 'tls', tlsCa: wrong.cert })).toEqual(['tls', 'certificate-dates']);
  });

  it('a weak key says so', async () => {
    const weak = weakCertificate();
    const sockets = new Set<Socket>();
    const server = createTlsServer({ ...weak, ciphers: 'DEFAULT@SECLEVEL=0' });
    server.on('tlsClientError', () => undefined);
    server.on('connection', (socket: Socket) => sockets.add(socket));
    await using weakServer = await listening(server, { sockets });
    expect(await hintOf(weakServer, { security: 'tls', tlsCa: weak.cert })).toEqual(['tls', 'weak-key']);
  });

  it('a server that speaks only TLS 1.1 says so', async () => {
    const sound = localhostCertificate();
    const sockets = new Set<Socket>();
    const versions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } as const;
    const server = createTlsServer({ ...sound, ...versions, ciphers: 'DEFAULT@SECLEVEL=0' });
    server.on('tlsClientError', () => undefined);
    server.on('connection', (socket: Socket) => sockets.add(socket));
    await using oldServer = await listening(server, { sockets });
    expect(await hintOf(oldServer, { security: 'tls', tlsCa: sound.cert })).toEqual(['tls', 'old-tls']);
  });

  it('tls towards a port that begins in plain text names starttls', async () => {
    await using sink = await startSmtpSink({ security: 'starttls' });
    expect(await hintOf(sink, { security: 'tls' })).toEqual(['tls', 'not-tls-from-start']);
  });

  it('starttls where the server offers none says so', async () => {
    await using sink = await startSmtpSink();
    expect(await hintOf(sink, { security: 'starttls' })).toEqual(['tls', 'no-starttls']);
  });
});

describe('the hint of a login', () => {
  it.each([
    ['SCRAM-SHA-256 SCRAM-SHA-1', 'no-password-login'],
    ['NTLM', 'no-password-login'],
    ['GSSAPI EXTERNAL', 'no-password-login'],
    ['XOAUTH2', 'oauth2-only'],
    ['OAUTHBEARER XOAUTH2 SCRAM-SHA-256', 'oauth2-only'],
  ])('%s alone is offered: %s, and no password is shown to the server', async (methods, hint) => {
    await using server = await scriptedServer([ehlo('SIZE 1000', `AUTH ${methods}`)]);
    expect(await hintOf(server, credentials)).toEqual(['auth', hint]);
    expect(server.lines.filter((line) => line.startsWith('AUTH'))).toEqual([]);
    const verdict = await channelTo(server, credentials).verify(never);
    expect(verdict.response).toContain(`it offers: ${methods}`);
  });

  it.each(['PLAIN', 'LOGIN PLAIN', 'SCRAM-SHA-256 PLAIN'])('%s is tried', async (methods) => {
    await using server = await scriptedServer([ehlo(`AUTH ${methods}`), [/^AUTH PLAIN/, '235 2.7.0 ok']]);
    expect((await channelTo(server, credentials).verify(never)).outcome).toBe('delivered');
  });

  it('no method at all, without encryption, names starttls', async () => {
    await using server = await scriptedServer([ehlo('STARTTLS')]);
    expect(await hintOf(server, credentials)).toEqual(['auth', 'login-needs-tls']);
  });

  it.each([
    ['535 5.7.8 Error: authentication failed', 'check-login'],
    ['535-5.7.8 Username and Password not accepted. BadCredentials - gsmtp', 'app-password'],
    ['534-5.7.9 Application-specific password required. InvalidSecondFactor', 'app-password'],
    ['535 Login Fail. Please enter your authorization code to login.', 'app-password'],
    ['535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'oauth2-only'],
  ])('refused by %j: %s', async (reply, hint) => {
    const whole = reply.replace(/^(\d+)-(.*)$/, '$1-$2\r\n$1 end');
    await using server = await scriptedServer([ehlo('AUTH PLAIN'), [/^AUTH/, whole]]);
    expect(await hintOf(server, credentials)).toEqual(['auth', hint]);
  });
});

describe('the hint of a server that wants encryption first', () => {
  it.each([
    [/^MAIL/, '530 5.7.0 Must issue a STARTTLS command first'],
    [/^MAIL/, '530 5.7.57 Client not authenticated; must use TLS'],
    [/^MAIL/, '554 5.7.0 TLS required'],
    [/^AUTH/, '538 5.7.11 Encryption required for requested authentication mechanism'],
  ])('at %s, %j, names starttls', async (command, reply) => {
    const answers = [[command, reply], ehlo('STARTTLS', 'AUTH PLAIN'), [/^AUTH/, '235 ok']] as const;
    await using server = await scriptedServer(answers);
    const verdict = await channelTo(server, credentials).verify(never, ['oncall@example.com']);
    expect(verdict).toMatchObject({ hint: 'starttls-required', concern: 'channel' });
  });
});

describe('the hint of a server that never greets', () => {
  const silence = { phase: 'connect', systemCode: '', command: 'CONN', replyCode: 0 } as const;
  const greeting = { ...silence, code: 'ETIMEDOUT', text: 'Greeting never received, while connecting' };
  const deadline = { ...silence, code: 'DEADLINE', text: 'given up, while connecting' };

  it.each([
    [greeting, { security: 'starttls', port: 465 }, 'no-greeting'],
    [greeting, { security: 'starttls', port: 2465 }, 'no-greeting'],
    [greeting, { security: 'none', port: 465 }, 'no-greeting'],
    [deadline, { security: 'starttls', port: 465 }, 'no-greeting'],
    [deadline, { security: 'starttls', port: 587 }, undefined],
    [greeting, { security: 'tls', port: 465 }, undefined],
  ] as const)('%j with %j: %s', (failure, settings, hint) => {
    expect(connectionHint(failure, settings)).toBe(hint);
  });
});
