import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { HttpFault } from '../../../src/http/http-fault.ts';
import { startHttpServer } from '../../../src/http/server.ts';
import { SECOND } from '../../../src/platform/time.ts';
import type { LogEntry } from '../../support/http/access-fixture.ts';
import { rawRequest } from '../../support/http/raw-request.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { endsAfter } from '../../support/stopped-timers.ts';
import { TestClock } from '../../support/test-clock.ts';
import {
  localhostCertificate,
  newLocalhostCertificate,
  type TlsCertificate,
} from '../../support/network/tls-certificate.ts';

/** A server whose certificate lies in files. */
async function startServer(first: TlsCertificate = localhostCertificate()) {
  const directory = new TemporaryDirectory();
  const files = { certFile: directory.file('tls.crt'), keyFile: directory.file('tls.key') };
  const put = ({ cert, key }: Partial<TlsCertificate>) => {
    if (cert !== undefined) writeFileSync(files.certFile, cert);
    if (key !== undefined) writeFileSync(files.keyFile, key);
  };
  put(first);
  const clock = new TestClock();
  const entries: LogEntry[] = [];
  const log = pino({}, { write: (line: string) => void entries.push(JSON.parse(line) as LogEntry) });
  const app = { fetch: (request: Request) => new Response(new URL(request.url).protocol) };
  const server = await startHttpServer(app, {
    host: '127.0.0.1',
    port: 0,
    tls: { files, clock, log },
  });
  return {
    url: server.url,
    put,
    clock,
    entries,
    close: () => server.close(),
    /** Whether it answers with this certificate. */
    has: async (certificate: TlsCertificate) =>
      await rawRequest(server.url, { ca: certificate.cert }).then(
        ({ body }) => body === 'https:',
        () => false,
      ),
    async [Symbol.asyncDispose]() {
      await server.close();
      directory[Symbol.dispose]();
    },
  };
}

describe('with a certificate', () => {
  it('serves https, and nothing by http', async () => {
    await using server = await startServer();
    expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await server.has(localhostCertificate())).toBe(true);
    await expect(rawRequest(server.url.replace('https:', 'http:'))).rejects.toThrow();
    expect(await server.has(localhostCertificate())).toBe(true);
  });

  it('speaks no TLS older than 1.2', async () => {
    await using server = await startServer();
    const { port } = new URL(server.url);
    const socket = connectTls({
      port: Number(port),
      host: '127.0.0.1',
      ca: localhostCertificate().cert,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const [error] = await once(socket, 'error');
    expect(String(error)).toMatch(/alert|protocol/i);
  });

  it('takes up a renewed one without a restart, when two looks have seen the same', async () => {
    await using server = await startServer();
    const renewed = newLocalhostCertificate();
    server.put(renewed);
    await server.clock.advance(10 * SECOND);
    expect(await server.has(localhostCertificate())).toBe(true);
    await server.clock.advance(10 * SECOND);
    expect([await server.has(localhostCertificate()), await server.has(renewed)]).toEqual([false, true]);
    expect(server.entries.map(({ msg }) => msg)).toEqual(['certificate taken up']);
    await server.clock.advance(60 * SECOND);
    expect(server.entries).toHaveLength(1);
  });

  it.each<[string, Partial<TlsCertificate>]>([
    ['half of a pair', { cert: newLocalhostCertificate().cert }],
    ['the other half', { key: newLocalhostCertificate().key }],
    ['an empty file', { cert: '' }],
    ['a file cut off', { cert: localhostCertificate().cert.slice(0, 200) }],
    ['no key', { key: 'hello' }],
  ])(
    'keeps the one before when there is %s, says so once, and takes up what is whole',
    async (_what, broken) => {
      await using server = await startServer();
      server.put(broken);
      await server.clock.advance(60 * SECOND);
      expect(await server.has(localhostCertificate())).toBe(true);
      expect(server.entries).toMatchObject([
        { msg: 'certificate not taken up, the one before stays in use', err: { code: 'tls-certificate' } },
      ]);
      expect(JSON.stringify(server.entries)).not.toContain('PRIVATE');
      const renewed = newLocalhostCertificate();
      server.put(renewed);
      await server.clock.advance(20 * SECOND);
      expect(await server.has(renewed)).toBe(true);
    },
  );

  it('says nothing of half a pair whose other half comes in time', async () => {
    await using server = await startServer();
    const renewed = newLocalhostCertificate();
    server.put({ cert: renewed.cert });
    await server.clock.advance(10 * SECOND);
    server.put({ key: renewed.key });
    await server.clock.advance(20 * SECOND);
    expect(server.entries.map(({ msg }) => msg)).toEqual(['certificate taken up']);
  });

  it('lets a request that is under way end with the old one', async () => {
    await using server = await startServer();
    const { port } = new URL(server.url);
    const socket = connectTls({ port: Number(port), host: '127.0.0.1', ca: localhostCertificate().cert });
    await once(socket, 'secureConnect');
    server.put(newLocalhostCertificate());
    await server.clock.advance(20 * SECOND);
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200/);
  });
});

describe('the end', () => {
  it('does not wait for a client that never says its part of TLS', async () => {
    const server = await startServer();
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(silent, 'connect');
    await server.has(localhostCertificate());
    await endsAfter(SECOND, server.close);
    silent.destroy();
  });
});

it('a certificate that cannot be used stops the start, and says what to do', async () => {
  const { cert } = localhostCertificate();
  const { key } = newLocalhostCertificate();
  const error = await startServer({ cert, key }).then(
    () => undefined,
    (fault: unknown) => fault,
  );
  expect(error).toBeInstanceOf(HttpFault);
  expect(error).toMatchObject({ code: 'tls-certificate', hint: expect.stringContaining('server.tls') });
});
