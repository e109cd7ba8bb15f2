import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { startHttpServer } from '../../../src/http/server.ts';
import { AccessFixture } from '../../support/http/access-fixture.ts';
import { StreamFixture } from '../../support/http/stream-fixture.ts';

/** A connection, and what it has received. */
async function open(url: string, text = '', localAddress = '127.0.0.1'): Promise<Socket> {
  const { port } = new URL(url);
  const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

async function startServer(bounds: { maxConnections: number; maxConnectionsPerAddress: number }) {
  const asked: (() => void)[] = [];
  const app = {
    fetch: async (request: Request) => {
      if (request.url.endsWith('/slow')) await new Promise<void>((resolve) => asked.push(resolve));
      return new Response('ok');
    },
  };
  const server = await startHttpServer(app, { host: '127.0.0.1', port: 0, bounds: () => bounds });
  return { asked, url: server.url, [Symbol.asyncDispose]: () => server.close() };
}

const SLOW = 'GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n';
const HALF = 'GET /slow HTTP/1.1\r\nHost: localho';

it.each([
  ['says nothing', ''],
  ['sends slowly', HALF],
  ['keeps its connection', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
])('whoever %s makes room for who asks', async (_what, text) => {
  await using server = await startServer({ maxConnections: 5, maxConnectionsPerAddress: 5 });
  const closed: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const socket = await open(server.url, text);
    socket.once('close', () => closed.push(n));
  }
  expect(await (await fetch(server.url)).text()).toBe('ok');
  await expect.poll(() => closed.length).toBeGreaterThanOrEqual(15);
  expect(closed).toContain(0);
});

it.each([
  ['all', '127.0.0.2', { maxConnections: 5, maxConnectionsPerAddress: 100 }],
  ['one address', '127.0.0.1', { maxConnections: 100, maxConnectionsPerAddress: 5 }],
])('where %s are busy, one more is refused and none is cut off', async (_what, from, bounds) => {
  await using server = await startServer(bounds);
  const busy = await Promise.all(Array.from({ length: 5 }, () => open(server.url, SLOW)));
  await expect.poll(() => server.asked.length).toBe(5);
  const refused = await open(server.url, SLOW, from);
  await once(refused, 'close');
  expect([server.asked.length, busy.filter(({ destroyed }) => destroyed).length]).toEqual([5, 0]);
  if (from === '127.0.0.1') {
    await open(server.url, SLOW, '127.0.0.2');
    await expect.poll(() => server.asked.length).toBe(6);
  }
  const answered = once(busy[0] as Socket, 'data');
  server.asked[0]?.();
  await answered;
});

it('more than 16 bodies of one address under way are too many, and those of another are not', async () => {
  await using server = await startServer({ maxConnections: 100, maxConnectionsPerAddress: 100 });
  const post = 'POST /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n';
  for (let n = 0; n < 16; n += 1) await open(server.url, post);
  await expect.poll(() => server.asked.length).toBe(16);
  const answer = await fetch(server.url, { method: 'POST', body: 'hello' });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  expect((await fetch(server.url)).status).toBe(200);
  await open(server.url, post, '127.0.0.2');
  await expect.poll(() => server.asked.length).toBe(17);
});

it('more than 50 event streams are too many: 503 with Retry-After', async () => {
  await using fixture = await StreamFixture.start();
  const clients = [];
  for (let n = 0; n < 50; n += 1) clients.push(await fixture.listen());
  const answer = await fetch(`${fixture.web.url}/api/v1/stream`);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '15']);
  clients[0]?.close();
  await expect
    .poll(async () => (await fetch(`${fixture.web.url}/api/v1/stream`, { method: 'HEAD' })).status)
    .toBe(200);
  for (const client of clients) client.close();
});

it.each(['Content-Length: 50', 'Transfer-Encoding: chunked'])(
  'a client that leaves in the middle of its request is no error: %s',
  async (framing) => {
    await using fixture = await AccessFixture.start({ listen: '127.0.0.1:0' });
    for (const path of ['/page', '/login', '/silences', '/api/v1/silences', '/incidents/1/acknowledge']) {
      const socket = await open(
        fixture.url,
        `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${framing}\r\n\r\n5\r\n{"a":`,
      );
      await fixture.ask('/livez');
      socket.resetAndDestroy();
      await fixture.ask('/livez');
      await fixture.ask('/livez');
    }
    expect(fixture.errors).toEqual([]);
  },
);
