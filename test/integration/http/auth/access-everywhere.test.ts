import { Agent } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessFixture, AUTH, basic, bearer, FORM } from '../../../support/http/access-fixture.ts';

/** What answers everybody: it shows nothing of the store, or is guarded by a signature of its own. */
const OPEN = new Set([
  'GET /livez',
  'GET /readyz',
  'GET /metrics',
  'OPTIONS /livez',
  'OPTIONS /readyz',
  'OPTIONS /metrics',
  'GET /login',
  'GET /api/v1/openapi.json',
  'GET /api/v1/webhook.schema.json',
  'GET /api/v1/docs',
  'GET /assets/page.js',
  // Says that there is nothing; to people only when they may look.
  'GET /*',
  'GET /incidents/:incident/acknowledge',
]);
/** What answers a POST of everybody, by a proof in its form. */
const OPEN_FORMS = new Set(['POST /login', 'POST /logout', 'POST /incidents/:incident/acknowledge']);

/** Each route with something in place of its parameters. */
const askable = (fixture: AccessFixture) =>
  fixture.routes
    .map(({ method, path }) => ({ method, path, name: `${method} ${path}` }))
    .filter(({ name }) => !OPEN.has(name) && !OPEN_FORMS.has(name))
    .map((route) => ({
      ...route,
      path: route.path.replaceAll(/:\w+(\{[^}]*\})?/g, '1').replaceAll('*', 'x'),
    }));

describe('every route there is', () => {
  it('lets nobody through who proves nothing, or does not have the scope', async () => {
    await using fixture = await AccessFixture.start({ auth: { ...AUTH, open: [] } });
    const { cookie } = await fixture.signIn('writer');
    const routes = askable(fixture);
    expect(routes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['GET /page', 'POST /page', 'GET /api/v1/thing', 'POST /api/v1/thing']),
    );
    for (const { method, path, name } of routes) {
      const nothing = await fixture.ask(path, { method });
      expect([name, nothing.status]).toEqual([name, path.startsWith('/api/') ? 401 : 303]);
      const scraper = await fixture.ask(path, { method, headers: { Authorization: bearer('scraper') } });
      expect([name, scraper.status]).toEqual([name, 403]);
      if (method === 'GET') continue;
      const reader = await fixture.ask(path, { method, headers: { Authorization: bearer('reader') } });
      expect([name, reader.status]).toEqual([name, 403]);
      const forged = await fixture.ask(path, {
        method,
        headers: { Cookie: cookie, Origin: 'https://evil.example' },
      });
      expect([name, forged.status]).toEqual([name, 403]);
    }
    expect(fixture.errors).toEqual([]);
  });

  it('answers nobody where it is closed', async () => {
    await using fixture = await AccessFixture.start({ listen: '0.0.0.0:0' });
    for (const { method, path, name } of askable(fixture)) {
      const headers = { Authorization: bearer('writer') };
      expect([name, (await fixture.ask(path, { method, headers })).status]).toEqual([name, 403]);
    }
  });

  it('bears headers that shut it, and no version', async () => {
    await using fixture = await AccessFixture.start();
    const paths = fixture.routes.map(({ path }) => path.replaceAll(/:\w+/g, '1'));
    for (const path of [...paths, '/nowhere', '/api/v1/nowhere']) {
      for (const headers of [{}, { Authorization: bearer('writer') }]) {
        const answer = await fixture.ask(path, { headers });
        expect(answer.headers, path).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
          'cross-origin-resource-policy': 'same-origin',
          'cross-origin-opener-policy': 'same-origin',
          'referrer-policy': expect.stringMatching(/^(no-referrer|same-origin)$/),
          'cache-control': expect.stringMatching(/no-store|no-cache/),
        });
        const shown = JSON.stringify([
          answer.headers,
          answer.headers['content-type'] === 'text/plain' && answer.body,
        ]);
        expect(shown).not.toMatch(/server"|powered|node|1\.2\.3/i);
      }
    }
  });
});

/** Sends bytes as they are. @returns the status of the answer; undefined when there was none. */
async function send(fixture: AccessFixture, text: string): Promise<number | undefined> {
  const { hostname, port } = new URL(fixture.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  socket.end(Buffer.from(text, 'latin1'));
  await new Promise((resolve) => socket.once('close', resolve));
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? [];
  return status === undefined ? undefined : Number(status);
}

const request = (target: string, ...headers: readonly string[]) =>
  [`GET ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n');

describe('a trick', () => {
  let fixture: AccessFixture;
  beforeAll(async () => (fixture = await AccessFixture.start()));
  afterAll(async () => await fixture[Symbol.asyncDispose]());

  it.each([
    '/api/v1/thing/',
    '//api/v1/thing',
    '/./api/v1/thing',
    '/x/../api/v1/thing',
    '/x/%2e%2e/api/v1/thing',
    '/%2e/api/v1/thing',
    '/%61pi/v1/thing',
    '/api%2Fv1%2Fthing',
    '/api/v1/%74hing',
    '/api/v1/thing%00',
    '/api/v1/thing;x=y',
    '/api/v1/thing?/livez',
    '/livez/../api/v1/thing',
    '/livez/%2e%2e/api/v1/thing',
    '/login/../page',
    '/login/%2e%2e/page',
    '/metrics/..%2fpage',
    '/PAGE',
    '/page%2f',
    '/page\\',
    '/page#/livez',
    'http://localhost/api/v1/thing',
    'http://evil.example/api/v1/thing',
    'https://localhost/page',
    'http://localhost/livez/../page',
    'http://user:password@localhost/page',
    'HTTP://localhost/page',
    'ftp://localhost/page',
    'file:///page',
    '*',
    'page',
    '/page/%',
    '/page/%ff',
    '/%',
  ])('with the path %s opens nothing', async (target) => {
    expect([303, 400, 401, 404]).toContain(await send(fixture, request(target)));
    expect(fixture.errors).toEqual([]);
  });

  it.each([
    ['a method in a header', ['X-HTTP-Method-Override: GET', 'X-Method: GET']],
    ['a path in a header', ['X-Original-URL: /livez', 'X-Rewrite-URL: /livez', 'X-Forwarded-Prefix: /livez']],
    [
      'an address in a header',
      ['X-Forwarded-For: 127.0.0.1', 'X-Real-IP: 127.0.0.1', 'Forwarded: for=127.0.0.1'],
    ],
    ['a user in a header', ['X-Forwarded-User: writer', 'Remote-User: writer', 'X-Remote-User: writer']],
    ['two hosts', ['Host: evil.example']],
    ['two proofs', [`Authorization: ${basic('reader')}`, `Authorization: ${basic('writer')}`]],
    ['a wrong proof before a right one', ['Authorization: Basic x', `Authorization: ${basic('reader')}`]],
    ['a right proof before a wrong one', [`Authorization: ${basic('reader')}`, 'Authorization: Basic x']],
    ['a folded header', ['Authorization: Basic', ` ${basic('reader').slice(6)}`]],
    ['a header by another name', [`Authorization : ${basic('reader')}`]],
    ['a proof for a proxy', [`Proxy-Authorization: ${basic('reader')}`]],
    ['control characters', ['Authorization: Basic \u0001\u0002']],
    ['a long header', [`Authorization: Basic ${'A'.repeat(20_000)}`]],
    ['many headers', Array.from({ length: 3_000 }, (_, index) => `X-${index}: y`)],
    ['a long cookie', [`Cookie: batchwatch_session=${'A'.repeat(15_000)}`]],
    ['many cookies', [`Cookie: ${'batchwatch_session=a; '.repeat(500)}`]],
    ['a cookie of control characters', ['Cookie: batchwatch_session=%00%ff%E0%A4%A']],
  ])('with %s opens nothing', async (_what, headers) => {
    for (const target of ['/page', '/api/v1/thing']) {
      expect([303, 400, 401, 431]).toContain(await send(fixture, request(target, ...headers)));
    }
    expect(fixture.errors).toEqual([]);
  });

  it('without a host is refused', async () => {
    await using local = await AccessFixture.start({ listen: '127.0.0.1:0' });
    expect(await send(local, 'GET /page HTTP/1.1\r\nConnection: close\r\n\r\n')).toBe(400);
    expect([400, 403]).toContain(await send(local, 'GET /page HTTP/1.0\r\n\r\n'));
    for (const host of [
      '',
      'a b',
      'localhost@evil.example',
      'evil.example#localhost',
      '[::1',
      'localhost:x',
    ]) {
      const answer = await send(local, `GET /page HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect([host, [400, 403].includes(answer ?? 0)]).toEqual([host, true]);
    }
  });

  it('a head that is longer than its limit is cut off, and others are answered', async () => {
    // Cut off while it is still being sent, so that the answer may be lost on its way.
    expect([431, undefined]).toContain(await send(fixture, `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n`));
    expect((await fixture.ask('/livez')).status).toBe(200);
  });
});

it('ten thousand random requests bring no 500', async () => {
  await using fixture = await AccessFixture.start({ auth: { ...AUTH, open: [] } });
  const { cookie } = await fixture.signIn('writer');
  const agent = new Agent({ keepAlive: true });
  let seed = 20_261_124;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const noise = () => Array.from({ length: random(12) }, () => pick(NOISE)).join('');
  const ask = async () => {
    const path =
      random(3) === 0 ? `/${noise()}` : pick(fixture.routes).path.replaceAll(/:\w+/g, () => noise() || '1');
    const method = pick(['GET', 'GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH']);
    const headers = {
      ...pick([
        {},
        { Cookie: cookie },
        { Cookie: `batchwatch_session=${encodeURIComponent(noise())}` },
        AUTHORIZED,
      ]),
      ...pick([{}, { Origin: fixture.url }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'same-origin' }]),
      ...pick([
        {},
        FORM,
        { 'Content-Type': 'application/json' },
        { 'Content-Type': 'multipart/form-data; boundary=x' },
      ]),
    };
    const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
    const target = `${path.replaceAll(/[^\u0021-\u007E]/g, '')}?${encodeURIComponent(noise())}=${noise().replaceAll(/[^\u0021-\u007E]/g, '')}`;
    return await fixture.ask('/', { agent, method, target, headers, ...(hasBody && { body: noise() }) });
  };
  const statuses = new Map<number, number>();
  for (let round = 0; round < 500; round += 1) {
    for (const { status } of await Promise.all(Array.from({ length: 20 }, ask))) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }
  agent.destroy();
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(100);
  expect(statuses.get(401)).toBeGreaterThan(100);
  expect(fixture.errors).toEqual([]);
});

const AUTHORIZED = { Authorization: bearer('writer') };
const NOISE = [
  ...Array.from('abc019/.%&=?;:+-_~!*()\'"<>{}[]|\\^`@,$ '),
  '%2e',
  '%00',
  '%E4%BB%BB',
  '任',
  '\u202E',
  '../',
  'null',
  '{"a":1}',
];
