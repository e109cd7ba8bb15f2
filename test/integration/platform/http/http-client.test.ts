import { createServer } from 'node:https';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpClient } from '../../../../src/platform/http/http-client.ts';
import { readHttpProxy } from '../../../../src/platform/http/http-proxy.ts';
import { ProxyPolicy } from '../../../../src/platform/http/proxy-policy.ts';
import { SECOND } from '../../../../src/platform/time.ts';
import { startProxy, type ProxyFault } from '../../../support/network/scripted-proxy.ts';
import { startScriptedServer } from '../../../support/network/scripted-server.ts';
import { TestClock } from '../../../support/test-clock.ts';
import { localhostCertificate, strangerCertificate } from '../../../support/network/tls-certificate.ts';

const never = new AbortController().signal;
const TIMEOUT = 10 * SECOND;
/** Only the proxy knows where this name leads. */
const SECURE = new URL('https://mail.example.com/path?query');
const PLAIN = new URL('http://api.internal/path?query');
const certificate = strangerCertificate();

const before = tls.getCACertificates('default');
beforeAll(() => tls.setDefaultCACertificates([...before, certificate.cert, localhostCertificate().cert]));
afterAll(() => tls.setDefaultCACertificates(before));

/** A client that goes through a proxy, and a server behind it. */
async function stage({ login, ...options }: Parameters<typeof startProxy>[0] & { sent?: string } = {}) {
  const stack = new AsyncDisposableStack();
  const plain = stack.use(await startScriptedServer(() => ({ body: 'plain' })));
  const secure = createServer({ ...certificate }, (_, response) => response.end('secure'));
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  stack.defer(() => {
    secure.closeAllConnections();
    secure.close();
  });
  const address = secure.address();
  const securePort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const hosts = { 'mail.example.com': securePort, 'api.internal': Number(new URL(plain.url).port) };
  const proxy = stack.use(await startProxy({ hosts, ...options, ...(login !== undefined && { login }) }));
  const { sent = login } = options;
  const clock = new TestClock();
  const client = (url = sent === undefined ? proxy.url : proxy.url.replace('://', `://${sent}@`)) => {
    const made = new HttpClient({
      timeout: TIMEOUT,
      clock,
      proxies: new ProxyPolicy(readHttpProxy(url), {}),
      maxBytes: 1024,
    });
    stack.defer(() => made.close());
    return made;
  };
  return { plain, securePort, proxy, clock, client, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const get = (client: HttpClient, url: URL, signal: AbortSignal = never) =>
  client.send({ method: 'GET', url, headers: {} }, signal);

describe('a request through a proxy', () => {
  it('to https takes one tunnel for many requests, and shows the proxy the host alone', async () => {
    await using fixture = await stage();
    const client = fixture.client();
    for (let time = 0; time < 3; time += 1) {
      expect(await get(client, SECURE)).toMatchObject({ status: 200, body: 'secure' });
    }
    expect(fixture.proxy.tunnels).toEqual(['mail.example.com:443']);
    expect(fixture.proxy.requests).toEqual([]);
  });

  it('to http bears the whole URL and the host of the server', async () => {
    await using fixture = await stage();
    expect(await get(fixture.client(), PLAIN)).toMatchObject({ status: 200, body: 'plain' });
    expect(fixture.proxy.requests).toEqual(['GET http://api.internal/path?query']);
    expect(fixture.plain.asked[0]).toMatchObject({ url: '/path?query', headers: { host: 'api.internal' } });
    expect(fixture.proxy.tunnels).toEqual([]);
  });

  it.each([SECURE, PLAIN])('to %s works where the proxy itself speaks TLS', async (url) => {
    await using fixture = await stage({ certificate: localhostCertificate() });
    expect((await get(fixture.client(), url)).status).toBe(200);
  });

  it.each([SECURE, PLAIN])('to %s logs in where the proxy wants that', async (url) => {
    await using fixture = await stage({ login: 'user:p@ss', sent: 'user:p%40ss' });
    expect((await get(fixture.client(), url)).status).toBe(200);
    expect(JSON.stringify(fixture.plain.asked)).not.toContain('proxy-authorization');
  });

  it('still verifies the name of the server', async () => {
    await using fixture = await stage();
    await using proxy = await startProxy({ hosts: { 'other.example.com': fixture.securePort } });
    await expect(get(fixture.client(proxy.url), new URL('https://other.example.com/'))).rejects.toMatchObject(
      {
        reason: 'network',
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      },
    );
  });
});

describe('a proxy', () => {
  it.each([SECURE, PLAIN])('that is down fails a request to %s by its own name', async (url) => {
    await using fixture = await stage();
    const { port } = fixture.proxy;
    await fixture.proxy[Symbol.asyncDispose]();
    await expect(get(fixture.client(`http://user:s3cret@127.0.0.1:${port}`), url)).rejects.toMatchObject({
      reason: 'proxy-unreachable',
      message: `the proxy http://***@127.0.0.1:${port} cannot be reached: connect ECONNREFUSED 127.0.0.1:${port}`,
      hint: expect.stringContaining('HTTPS_PROXY'),
    });
  });

  it('whose name leads nowhere fails by that name', async () => {
    await using fixture = await stage();
    await expect(get(fixture.client('http://proxy.invalid:3128'), SECURE)).rejects.toMatchObject({
      reason: 'proxy-unreachable',
      message: expect.stringContaining('proxy.invalid'),
    });
  });

  it.each([SECURE, PLAIN])('that wants a login for %s says so', async (url) => {
    await using fixture = await stage({ login: 'user:right' });
    await expect(get(fixture.client(fixture.proxy.url), url)).rejects.toMatchObject({
      reason: 'proxy-login',
      retryable: false,
      message: `the proxy ${fixture.proxy.url} wants a login (407)`,
      hint: expect.stringContaining('proxyFile'),
    });
    const wrong = fixture.client(fixture.proxy.url.replace('://', '://user:wrong@'));
    const failure = await get(wrong, url).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      reason: 'proxy-login',
      message: expect.stringContaining('refuses the login'),
    });
    expect(String(failure)).not.toContain('wrong');
  });

  it.each<[string, ProxyFault, string, string]>([
    [
      'refuses the way',
      { do: 'refuse', status: 403 },
      'proxy-refused',
      'mail.example.com:443: it answered 403',
    ],
    ['cannot reach the host', { do: 'refuse', status: 502 }, 'proxy-refused', 'it answered 502'],
    ['redirects', { do: 'refuse', status: 302 }, 'proxy-refused', 'it answered 302'],
    ['closes at once', { do: 'close' }, 'proxy-unreachable', 'socket hang up'],
    [
      'writes no HTTP',
      { do: 'write', bytes: '\u0005\u00ff' },
      'proxy-garbled',
      'does not answer as an HTTP proxy',
    ],
    ['speaks SMTP', { do: 'write', bytes: '220 mail ESMTP\r\n' }, 'proxy-garbled', 'does not answer'],
    [
      'writes more than its answer',
      { do: 'write', bytes: 'HTTP/1.1 200 OK\r\n\r\nmore' },
      'proxy-garbled',
      'does not answer',
    ],
    [
      'writes a head without end',
      { do: 'write', bytes: `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}` },
      'proxy-garbled',
      'does not answer',
    ],
  ])('that %s is reported by that', async (_, fault, reason, words) => {
    await using fixture = await stage({ fault });
    const failure = await get(fixture.client(), SECURE).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason, message: expect.stringContaining(words) });
    expect(String(failure)).not.toContain('Because');
  });

  it.each<[string, ProxyFault]>([
    ['never answers', { do: 'hang' }],
    ['drips its answer', { do: 'drip' }],
  ])('that %s is given up at the deadline, and its connection with it', async (_, fault) => {
    await using fixture = await stage({ fault });
    const sent = get(fixture.client(), SECURE).catch((error: unknown) => error);
    await expect.poll(() => fixture.proxy.tunnels).toHaveLength(1);
    await fixture.clock.advance(TIMEOUT);
    expect(await sent).toMatchObject({
      reason: 'proxy-silent',
      message: expect.stringContaining('opened no way within 10000 ms'),
    });
    await expect.poll(() => fixture.proxy.connections).toBe(0);
  });

  it('that never answers holds up no stop', async () => {
    await using fixture = await stage({ fault: { do: 'hang' } });
    const stopping = new AbortController();
    const client = fixture.client();
    const sent = get(client, SECURE, stopping.signal).catch((error: unknown) => error);
    await expect.poll(() => fixture.proxy.tunnels).toHaveLength(1);
    stopping.abort(new Error('stopping'));
    expect(await sent).toBe(stopping.signal.reason);
    client.close();
    await expect.poll(() => fixture.proxy.connections).toBe(0);
  });
});
