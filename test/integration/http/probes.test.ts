import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AccessFixture, AUTH, bearer, HEALTH_TOKEN } from '../../support/http/access-fixture.ts';
import { sendBytes } from '../../support/http/send-bytes.ts';

const field = (name: string) => readFileSync(new URL(`../../fixtures/http/${name}`, import.meta.url), 'utf8');
const PROGRAMS = ['/livez', '/readyz', '/metrics'];

describe('a program that asks whether all is well', () => {
  it.each(['http-1.0-no-host.txt', 'haproxy-default-check.txt'])(
    'gets 200 and 503 as due for the request of %s',
    async (name) => {
      await using fixture = await AccessFixture.start();
      expect(await sendBytes(fixture.url, field(name))).toMatchObject({ status: 200, body: 'ok\n' });
      fixture.unready = ['the store cannot be written'];
      expect((await sendBytes(fixture.url, field(name))).status).toBe(503);
    },
  );

  it.each(
    ['GET', 'HEAD', 'OPTIONS'].flatMap((method) =>
      PROGRAMS.flatMap((path) =>
        [
          'HTTP/1.0\r\n',
          'HTTP/1.0\r\nHost: \r\n',
          'HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n',
        ].map((rest) => `${method} ${path} ${rest}\r\n`),
      ),
    ),
  )('gets its answer, where it needs no proof: %j', async (request) => {
    for (const server of [{ listen: '127.0.0.1:0' }, { listen: '0.0.0.0:0' }, { auth: AUTH }]) {
      await using fixture = await AccessFixture.start(server);
      expect((await sendBytes(fixture.url, request)).status).toBe(200);
      expect(fixture.errors).toEqual([]);
    }
  });

  it('gets its answer without a Host where `open` names nothing, for no browser leaves it out', async () => {
    await using fixture = await AccessFixture.start({ listen: '127.0.0.1:0', auth: { open: [] } });
    for (const path of PROGRAMS) {
      expect((await sendBytes(fixture.url, `OPTIONS ${path} HTTP/1.0\r\n\r\n`)).status).toBe(200);
      const foreign = { headers: { Host: 'evil.example' } };
      expect((await fixture.ask(path, foreign)).status).toBe(403);
    }
  });

  it('proves by OPTIONS what it proves by GET, where it must prove something', async () => {
    await using fixture = await AccessFixture.start({ auth: { ...AUTH, open: [] } });
    const headers = { Authorization: bearer('scraper') };
    for (const path of PROGRAMS) {
      expect((await fixture.ask(path, { method: 'OPTIONS' })).status).toBe(401);
      expect((await fixture.ask(path, { method: 'OPTIONS', headers })).status).toBe(200);
    }
  });
});

it('the token that the daemon leaves for its own check opens health, and nothing else', async () => {
  for (const server of [{ auth: { ...AUTH, open: [] } }, { listen: '0.0.0.0:0', auth: { open: [] } }]) {
    await using fixture = await AccessFixture.start(server);
    const statusOf = async (path: string, token: string, method = 'GET') => {
      const headers = { Authorization: `Bearer ${token}`, Host: 'localhost' };
      return (await fixture.ask(path, { method, headers })).status;
    };
    for (const path of ['/livez', '/readyz']) {
      expect(await statusOf(path, HEALTH_TOKEN)).toBe(200);
      expect(await statusOf(path, `${HEALTH_TOKEN}0`)).toBeGreaterThan(400);
      expect(await statusOf(path, '')).toBeGreaterThan(400);
    }
    for (const path of ['/metrics', '/page', '/api/v1/thing'])
      expect(await statusOf(path, HEALTH_TOKEN)).toBeGreaterThan(400);
    expect(await statusOf('/api/v1/thing', HEALTH_TOKEN, 'POST')).toBeGreaterThan(400);
  }
});

describe('a request without a Host', () => {
  it.each(['GET /page', 'POST /page', 'GET /', 'GET /jobs', 'GET /api/v1/thing', 'POST /api/v1/thing'])(
    'is nobody’s on loopback: %s',
    async (request) => {
      await using fixture = await AccessFixture.start({ listen: '127.0.0.1:0' });
      expect((await sendBytes(fixture.url, `${request} HTTP/1.0\r\n\r\n`)).status).toBe(403);
    },
  );

  it('is refused by HTTP/1.1 itself', async () => {
    await using fixture = await AccessFixture.start();
    const answer = await sendBytes(fixture.url, 'GET /readyz HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(answer.status).toBe(400);
  });
});
