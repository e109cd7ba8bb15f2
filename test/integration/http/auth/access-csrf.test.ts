import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessFixture, AUTH, basic, bearer, FORM, PASSWORD } from '../../../support/http/access-fixture.ts';

const PROXY = { header: 'X-Forwarded-User', from: ['127.0.0.1'], scopes: ['read', 'write'] };
const PUBLIC = 'http://ops.example.com';

/** What a browser says of where a request comes from; `own` is the address that it is sent to. */
const SOURCES: readonly (readonly [string, (own: string) => Record<string, string>, boolean])[] = [
  ['our page, by a browser that says so', (own) => ({ 'Sec-Fetch-Site': 'same-origin', Origin: own }), true],
  ['our page, seen by http', (own) => ({ Origin: own }), true],
  ['the published page, behind a proxy', () => ({ Origin: PUBLIC }), true],
  ['our page, behind a proxy with https', (own) => ({ Origin: own.replace('http:', 'https:') }), true],
  ['the person, not a page', () => ({ 'Sec-Fetch-Site': 'none' }), true],
  ['another site', () => ({ 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }), false],
  ['another site that forgets its name', () => ({ 'Sec-Fetch-Site': 'cross-site' }), false],
  ['a neighbour of the site', (own) => ({ 'Sec-Fetch-Site': 'same-site', Origin: own }), false],
  ['another site, by http', () => ({ Origin: 'http://evil.example' }), false],
  ['another port of the machine', () => ({ Origin: 'http://127.0.0.1:1' }), false],
  ['a name that begins like ours', () => ({ Origin: `${PUBLIC}.evil.example` }), false],
  ['the published name by another port', () => ({ Origin: `${PUBLIC}:8080` }), false],
  ['a page without an origin', () => ({ Origin: 'null' }), false],
  ['two origins', (own) => ({ Origin: `${own}, https://evil.example` }), false],
  ['an empty origin', () => ({ Origin: '' }), false],
  ['our origin with a path', (own) => ({ Origin: `${own}/` }), false],
  ['a word unknown to us', (own) => ({ 'Sec-Fetch-Site': 'same', Origin: own }), false],
];

const PROOFS = ['cookie', 'password', 'proxy'] as const;

async function startFixture() {
  const fixture = await AccessFixture.start({ auth: { ...AUTH, proxy: PROXY } }, { publicUrl: PUBLIC });
  const { cookie } = await fixture.signIn('writer');
  const proofs: Readonly<Record<(typeof PROOFS)[number], Record<string, string>>> = {
    cookie: { Cookie: cookie },
    password: { Authorization: basic('writer') },
    proxy: { Host: 'ops.example.com', 'X-Forwarded-User': 'eve' },
  };
  return { fixture, proofs };
}

let shared: Awaited<ReturnType<typeof startFixture>>;
// Not for tests that sign out: they would sign out the others.
beforeAll(async () => (shared = await startFixture()));
afterAll(async () => await shared.fixture[Symbol.asyncDispose]());

describe.each(SOURCES)('an action from %s', (_what, source, isOurs) => {
  it.each(PROOFS)(isOurs ? 'by %s is done' : 'by %s is refused', async (by) => {
    const { fixture, proofs } = shared;
    for (const path of ['/page', '/api/v1/thing']) {
      // The proxy passes on the name that the browser shows.
      const headers = { ...proofs[by], ...source(by === 'proxy' ? PUBLIC : fixture.url) };
      const { status, body } = await fixture.ask(path, { method: 'POST', headers });
      expect([path, status]).toEqual([path, isOurs ? 200 : 403]);
      if (!isOurs) expect(body).toContain('server.publicUrl');
      // Looking changes nothing: a link on another page may lead here.
      expect((await fixture.ask(path, { headers })).status).toBe(200);
    }
  });

  it(`signing in, and out, is ${isOurs ? 'done' : 'refused'}`, async () => {
    const { fixture, proofs } = await startFixture();
    await using _ = fixture;
    const headers = { ...FORM, ...source(fixture.url) };
    const body = new URLSearchParams({ user: 'writer', password: PASSWORD }).toString();
    expect((await fixture.ask('/login', { method: 'POST', headers, body })).status).toBe(isOurs ? 303 : 403);
    const out = await fixture.ask('/logout', { method: 'POST', headers: { ...headers, ...proofs.cookie } });
    expect([out.status, out.headers['set-cookie'] !== undefined]).toEqual(
      isOurs ? [303, true] : [403, false],
    );
    const after = await fixture.ask('/page', { headers: proofs.cookie });
    expect(after.status).toBe(isOurs ? 303 : 200);
  });

  it('by a token is done: no browser adds one by itself', async () => {
    const { fixture } = shared;
    const headers = { Authorization: bearer('writer'), ...source(fixture.url) };
    expect((await fixture.ask('/api/v1/thing', { method: 'POST', headers })).status).toBe(200);
  });

  it(`where nobody is asked is ${isOurs ? 'done' : 'refused'}`, async () => {
    for (const server of [{ listen: '127.0.0.1:0' }, { auth: { allowUnauthenticated: true } }]) {
      await using fixture = await AccessFixture.start(server, { publicUrl: PUBLIC });
      const headers = source(fixture.url);
      const { status } = await fixture.ask('/api/v1/thing', { method: 'POST', headers });
      expect(status).toBe(isOurs ? 200 : 403);
    }
  });
});

describe('an action that does not say where it comes from', () => {
  it('is that of a program, unless it bears a cookie', async () => {
    const { fixture, proofs } = shared;
    const statusOf = async (by: (typeof PROOFS)[number]) =>
      (await fixture.ask('/api/v1/thing', { method: 'POST', headers: proofs[by] })).status;
    expect([await statusOf('cookie'), await statusOf('password'), await statusOf('proxy')]).toEqual([
      403, 200, 200,
    ]);
  });
});

it('what is published by https is not acted on from a page that was readable on its way', async () => {
  await using fixture = await AccessFixture.start({ auth: AUTH }, { publicUrl: 'https://ops.example.com' });
  const post = async (Origin: string) => {
    const headers = { Authorization: basic('writer'), Host: 'ops.example.com', Origin };
    return (await fixture.ask('/page', { method: 'POST', headers })).status;
  };
  expect(await post('https://ops.example.com')).toBe(200);
  expect(await post('http://ops.example.com')).toBe(403);
});

it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is taken for an action', async (method) => {
  const { fixture } = shared;
  const headers = { Origin: 'https://evil.example' };
  expect((await fixture.ask('/login', { method, headers })).status).toBe(403);
});
