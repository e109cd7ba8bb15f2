import { describe, expect, it } from 'vitest';
import { AccessScene, AUTH, basic, bearer, FORM, PASSWORD } from '../../../support/access-scene.ts';

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

async function startScene() {
  const scene = await AccessScene.start({ auth: { ...AUTH, proxy: PROXY } }, { publicUrl: PUBLIC });
  const { cookie } = await scene.signIn('writer');
  const proofs: Readonly<Record<(typeof PROOFS)[number], Record<string, string>>> = {
    cookie: { Cookie: cookie },
    password: { Authorization: basic('writer') },
    proxy: { Host: 'ops.example.com', 'X-Forwarded-User': 'eve' },
  };
  return { scene, proofs };
}

describe.each(SOURCES)('a deed from %s', (_what, source, isOurs) => {
  it.each(PROOFS)(isOurs ? 'by %s is done' : 'by %s is refused', async (by) => {
    const { scene, proofs } = await startScene();
    await using _ = scene;
    for (const path of ['/page', '/api/v1/thing']) {
      // The proxy passes on the name that the browser shows.
      const headers = { ...proofs[by], ...source(by === 'proxy' ? PUBLIC : scene.url) };
      const { status, body } = await scene.ask(path, { method: 'POST', headers });
      expect([path, status]).toEqual([path, isOurs ? 200 : 403]);
      if (!isOurs) expect(body).toContain('server.publicUrl');
      // Looking changes nothing: a link on another page may lead here.
      expect((await scene.ask(path, { headers })).status).toBe(200);
    }
  });

  it(`signing in, and out, is ${isOurs ? 'done' : 'refused'}`, async () => {
    const { scene, proofs } = await startScene();
    await using _ = scene;
    const headers = { ...FORM, ...source(scene.url) };
    const body = new URLSearchParams({ user: 'writer', password: PASSWORD }).toString();
    expect((await scene.ask('/login', { method: 'POST', headers, body })).status).toBe(isOurs ? 303 : 403);
    const out = await scene.ask('/logout', { method: 'POST', headers: { ...headers, ...proofs.cookie } });
    expect([out.status, out.headers['set-cookie'] !== undefined]).toEqual(
      isOurs ? [303, true] : [403, false],
    );
    const after = await scene.ask('/page', { headers: proofs.cookie });
    expect(after.status).toBe(isOurs ? 303 : 200);
  });

  it('by a token is done: no browser adds one by itself', async () => {
    const { scene } = await startScene();
    await using _ = scene;
    const headers = { Authorization: bearer('writer'), ...source(scene.url) };
    expect((await scene.ask('/api/v1/thing', { method: 'POST', headers })).status).toBe(200);
  });

  it(`where nobody is asked is ${isOurs ? 'done' : 'refused'}`, async () => {
    for (const server of [{ listen: '127.0.0.1:0' }, { auth: { allowUnauthenticated: true } }]) {
      await using scene = await AccessScene.start(server, { publicUrl: PUBLIC });
      const headers = source(scene.url);
      const { status } = await scene.ask('/api/v1/thing', { method: 'POST', headers });
      expect(status).toBe(isOurs ? 200 : 403);
    }
  });
});

describe('a deed that does not say where it comes from', () => {
  it('is that of a program, unless it bears a cookie', async () => {
    const { scene, proofs } = await startScene();
    await using _ = scene;
    const statusOf = async (by: (typeof PROOFS)[number]) =>
      (await scene.ask('/api/v1/thing', { method: 'POST', headers: proofs[by] })).status;
    expect([await statusOf('cookie'), await statusOf('password'), await statusOf('proxy')]).toEqual([
      403, 200, 200,
    ]);
  });
});

it('what is published by https is not acted on from a page that was readable on its way', async () => {
  await using scene = await AccessScene.start({ auth: AUTH }, { publicUrl: 'https://ops.example.com' });
  const post = async (Origin: string) => {
    const headers = { Authorization: basic('writer'), Host: 'ops.example.com', Origin };
    return (await scene.ask('/page', { method: 'POST', headers })).status;
  };
  expect(await post('https://ops.example.com')).toBe(200);
  expect(await post('http://ops.example.com')).toBe(403);
});

it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s is taken for a deed', async (method) => {
  const { scene } = await startScene();
  await using _ = scene;
  const headers = { Origin: 'https://evil.example' };
  expect((await scene.ask('/login', { method, headers })).status).toBe(403);
});
