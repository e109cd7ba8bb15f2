import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../src/platform/time.ts';
import { OPEN_ACCESS } from '../../../src/http/auth/access.ts';
import type { WebEnv } from '../../../src/http/auth/principal.ts';
import { createApp } from '../../../src/http/app.ts';
import { HttpFault } from '../../../src/http/http-fault.ts';
import { startHttpServer } from '../../../src/http/server.ts';
import { endsWithoutTime, endsAfter } from '../../support/stopped-timers.ts';

/** A server with scripted readiness and metrics; what its handlers threw is in `errors`. */
async function startServer(options: { render?: () => Promise<void> } = {}) {
  const state = { reasons: [] as string[], errors: [] as unknown[], formats: [] as string[] };
  const app = createApp({
    metrics: {
      async render(format) {
        state.formats.push(format);
        await options.render?.();
        return { body: `# ${format}\n`, contentType: `text/x-${format}` };
      },
    },
    unready: () => Promise.resolve(state.reasons),
    onError: (error) => state.errors.push(error),
    access: OPEN_ACCESS,
    routes: [['/', new Hono<WebEnv>().get('/', (context) => context.text('the page'))]],
  });
  const server = await startHttpServer(app, { host: '127.0.0.1', port: 0 });
  const close = () => server.close();
  return { state, url: server.url, close, [Symbol.asyncDispose]: close };
}

describe('the health pages', () => {
  it('/livez is 200 whatever readiness says', async () => {
    await using server = await startServer();
    server.state.reasons = ['the store cannot be written'];
    const response = await fetch(`${server.url}/livez`);
    expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
  });

  it('/readyz is 503 with each reason, and 200 when none is left', async () => {
    await using server = await startServer();
    server.state.reasons = ['the store cannot be written', 'target media was not polled yet'];
    const response = await fetch(`${server.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.text()).toBe(
      'not ready: the store cannot be written\nnot ready: target media was not polled yet\n',
    );
    server.state.reasons = [];
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  it('are text that nobody keeps', async () => {
    await using server = await startServer();
    for (const path of ['/livez', '/readyz', '/nowhere']) {
      const { headers } = await fetch(`${server.url}${path}`);
      expect(headers.get('content-type')).toMatch(/^text\/plain/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('answer HEAD without a body', async () => {
    await using server = await startServer();
    for (const path of ['/livez', '/readyz', '/metrics', '/']) {
      const response = await fetch(`${server.url}${path}`, { method: 'HEAD' });
      expect([path, response.status, await response.text()]).toEqual([path, 200, '']);
    }
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', '/nowhere'],
    ['GET', '/metrics/more'],
    ['GET', '/..%2f..%2fetc/passwd'],
    ['POST', '/metrics'],
    ['DELETE', '/'],
  ])('%s %s is 404', async (method, path) => {
    await using server = await startServer();
    expect((await fetch(`${server.url}${path}`, { method })).status).toBe(404);
  });
});

/** As Prometheus 2.55 and 3 send it; the last wants protobuf first, which we do not speak. */
const PROMETHEUS_2 =
  'application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';
const PROMETHEUS_3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1';
const PROTOBUF =
  'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2';

describe('/metrics', () => {
  it.each([
    [PROMETHEUS_2, 'openmetrics'],
    [PROMETHEUS_3, 'openmetrics'],
    [PROTOBUF, 'openmetrics'],
    ['text/plain;version=0.0.4', 'prometheus'],
    ['text/plain;version=0.0.4;q=0.5,application/openmetrics-text;q=0.4', 'prometheus'],
    ['application/openmetrics-text;q=0,text/plain', 'prometheus'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'prometheus'],
    ['*/*', 'prometheus'],
    ['', 'prometheus'],
    ['APPLICATION/OpenMetrics-Text; Q=1', 'openmetrics'],
    [', ,;;,=q', 'prometheus'],
  ])('for Accept: %s is %s', async (accept, format) => {
    await using server = await startServer();
    const response = await fetch(`${server.url}/metrics`, { headers: { Accept: accept } });
    expect(await response.text()).toBe(`# ${format}\n`);
    expect(response.headers.get('content-type')).toBe(`text/x-${format}`);
  });

  it('that fail are a bare 500, and the reason goes to the log', async () => {
    await using server = await startServer({ render: () => Promise.reject(new Error('secret detail')) });
    const response = await fetch(`${server.url}/metrics`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret detail');
    expect(server.state.errors.map(String)).toEqual(['Error: secret detail']);
  });
});

describe('an address that cannot be had', () => {
  it('in use is a fault that says what to change', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const app = createApp({
      metrics: { render: () => Promise.reject(new Error('never asked')) },
      unready: () => Promise.resolve([]),
      onError: () => undefined,
      access: OPEN_ACCESS,
      routes: [],
    });
    const starting = startHttpServer(app, { host: '127.0.0.1', port });
    await expect(starting).rejects.toThrow(HttpFault);
    await expect(starting).rejects.toMatchObject({
      code: 'EADDRINUSE',
      hint: expect.stringContaining('server.listen'),
    });
    other.close();
  });
});

/** Opens a keep-alive connection and has one request answered on it. */
async function keepAlive(url: string, path: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  if (path === '/livez') await once(socket, 'data');
  return socket;
}

describe('a client that does not read its answer', () => {
  it('is dropped when it has taken nothing for a while', async () => {
    const app = new Hono().get('/', (context) => context.text('x'.repeat(30_000_000)));
    const server = await startHttpServer(app, { host: '127.0.0.1', port: 0, stalledAfter: 100 });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname).pause();
    const failed = Promise.withResolvers<Error>();
    socket.on('error', failed.resolve);
    // The server reads no more while two answers wait, so what is written later only shows whether it is there. It also
    // opens the window for a little more of the answer: if it is written seldom, nothing is taken in between.
    socket.write(`GET / HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(2));
    const writing = setInterval(() => socket.write('\r\n'), 500);
    await failed.promise;
    clearInterval(writing);
    await server.close();
  });
});

describe('closing', () => {
  it('ends at once with a keep-alive connection open', async () => {
    const server = await startServer();
    const socket = await keepAlive(server.url, '/livez');
    const closed = once(socket, 'close');
    await endsWithoutTime(server.close);
    await closed;
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });

  it('ends soon with a request that never ends', async () => {
    const asked = Promise.withResolvers<void>();
    const server = await startServer({
      render: async () => {
        asked.resolve();
        await new Promise<never>(() => {});
      },
    });
    await keepAlive(server.url, '/metrics');
    await asked.promise;
    await endsAfter(SECOND, server.close);
  });

  it('lets a request under way be answered', async () => {
    const asked = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const server = await startServer({
      render: async () => {
        asked.resolve();
        await go.promise;
      },
    });
    const response = fetch(`${server.url}/metrics`);
    await asked.promise;
    const closing = server.close();
    go.resolve();
    expect((await response).status).toBe(200);
    await closing;
  });
});
