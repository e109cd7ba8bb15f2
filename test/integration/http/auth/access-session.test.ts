import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/platform/secret.ts';
import { openSessions } from '../../../../src/http/auth/session.ts';
import { HOUR, SECOND } from '../../../../src/platform/time.ts';
import { AccessScene, AUTH, bearer, HASH, OTHER_HASH } from '../../../support/access-scene.ts';

const ADA = { user: 'ada', passwordHash: HASH, scopes: ['read', 'write'] };
const ADA_ALONE = { auth: { basic: [ADA] } };

const status = async (scene: AccessScene, cookie: string) =>
  (await scene.ask('/api/v1/thing', { headers: { Cookie: cookie } })).status;

describe('a session', () => {
  it('lasts for twelve hours', async () => {
    await using scene = await AccessScene.start(ADA_ALONE);
    const { cookie } = await scene.signIn('ada');
    await scene.clock.advance(12 * HOUR - SECOND);
    expect(await status(scene, cookie)).toBe(200);
    await scene.clock.advance(SECOND);
    expect(await status(scene, cookie)).toBe(401);
  });

  it('ends when the password is changed, and when the user is gone; not when the scopes are others', async () => {
    await using scene = await AccessScene.start(ADA_ALONE);
    const { cookie } = await scene.signIn('ada');
    scene.configure({ auth: { basic: [{ ...ADA, passwordHash: OTHER_HASH }] } });
    expect(await status(scene, cookie)).toBe(401);
    scene.configure({ auth: { basic: [{ ...ADA, user: 'eve' }] } });
    expect(await status(scene, cookie)).toBe(401);
    scene.configure({ auth: { basic: [{ ...ADA, scopes: ['metrics'] }] } });
    expect(await status(scene, cookie)).toBe(403);
    scene.configure(ADA_ALONE);
    expect(await status(scene, cookie)).toBe(200);
  });

  it('ends by signing out, for whoever has a copy of the cookie too', async () => {
    await using scene = await AccessScene.start(ADA_ALONE);
    const [{ cookie }, other] = [await scene.signIn('ada'), await scene.signIn('ada')];
    const headers = { Cookie: cookie, Origin: scene.url };
    const out = await scene.ask('/logout', { method: 'POST', headers });
    expect([out.status, out.headers.location]).toEqual([303, '/login']);
    expect(out.headers['set-cookie']?.[0]).toMatch(/^batchwatch_session=; Max-Age=0; Path=\//);
    expect(await status(scene, cookie)).toBe(401);
    expect(await status(scene, other.cookie)).toBe(200);
  });

  it('does not end by a GET: an image on another page must not sign out', async () => {
    await using scene = await AccessScene.start(ADA_ALONE);
    const { cookie } = await scene.signIn('ada');
    expect((await scene.ask('/logout', { headers: { Cookie: cookie } })).status).toBe(404);
    expect(await status(scene, cookie)).toBe(200);
  });

  it('outlives a restart, for its key is kept in the store', async () => {
    await using scene = await AccessScene.start(ADA_ALONE);
    const { cookie } = await scene.signIn('ada');
    const again = await openSessions(await scene.temporary.reopen(), scene.clock);
    const users = new Map([['ada', { passwordHash: new Secret(HASH), scopes: new Set<never>() }]]);
    expect(again.userOf(cookie.split('=')[1] ?? '', users)).toBe('ada');
  });

  it('of another store is none', async () => {
    await using scene = await AccessScene.start(ADA_ALONE);
    await using other = await AccessScene.start(ADA_ALONE);
    expect(await status(scene, (await other.signIn('ada')).cookie)).toBe(401);
  });

  it('is none when any character of it is changed', async () => {
    await using scene = await AccessScene.start(ADA_ALONE);
    const { cookie } = await scene.signIn('ada');
    const [name = '', value = ''] = cookie.split('=');
    for (let at = 0; at < value.length; at += 1) {
      const changed = value[at] === 'A' ? 'Z' : 'A';
      const forged = `${name}=${value.slice(0, at)}${changed}${value.slice(at + 1)}`;
      expect(await status(scene, forged)).toBe(401);
    }
  });

  it.each([
    ['no signature', (said: string) => said],
    ['an empty signature', (said: string) => `${said}.`],
    ['more parts', (said: string, signature: string) => `${said}.${signature}.${signature}`],
    ['another user', (said: string, signature: string) => `${rename(said)}.${signature}`],
    ['nothing', () => ''],
    ['no JSON', (_said: string, signature: string) => `AAAA.${signature}`],
    ['other JSON', (_said: string, signature: string) => `${encode(['ada'])}.${signature}`],
    ['a prototype', (_said: string, signature: string) => `${encode(['__proto__', 9e15, 'x'])}.${signature}`],
  ])('with %s is none', async (_what, forge) => {
    await using scene = await AccessScene.start({ auth: { basic: [ADA, { ...ADA, user: 'eve' }] } });
    const { cookie } = await scene.signIn('ada');
    const [name = '', value = ''] = cookie.split('=');
    const [said = '', signature = ''] = value.split('.');
    expect(await status(scene, `${name}=${forge(said, signature)}`)).toBe(401);
    expect(scene.errors).toEqual([]);
  });

  it('may stand beside cookies of others', async () => {
    await using scene = await AccessScene.start(ADA_ALONE);
    const { cookie } = await scene.signIn('ada');
    expect(await status(scene, `a=b; ${cookie}; batchwatch_session_x=1`)).toBe(200);
  });

  it('of somebody who may not, offers to sign in as somebody else', async () => {
    await using scene = await AccessScene.start({ auth: AUTH });
    const { cookie } = await scene.signIn('scraper');
    const { status: answered, headers, body } = await scene.ask('/page', { headers: { Cookie: cookie } });
    expect(headers['content-security-policy']).toContain("style-src 'sha256-");
    expect([answered, body]).toEqual([403, expect.stringContaining('<a href="/login">')]);
    expect(body).toContain('scope &quot;read&quot;');
  });

  it('is not begun by a token', async () => {
    await using scene = await AccessScene.start({ auth: AUTH });
    const { headers } = await scene.ask('/page', { headers: { Authorization: bearer('reader') } });
    expect(headers['set-cookie']).toBeUndefined();
  });
});

const encode = (facts: unknown) => Buffer.from(JSON.stringify(facts)).toString('base64url');
const rename = (said: string) =>
  Buffer.from(Buffer.from(said, 'base64url').toString().replace('ada', 'eve')).toString('base64url');
