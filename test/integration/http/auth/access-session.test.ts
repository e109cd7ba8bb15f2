import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/platform/secret.ts';
import { openSessions } from '../../../../src/http/auth/session.ts';
import { HOUR, SECOND } from '../../../../src/platform/time.ts';
import { AccessFixture, AUTH, bearer, HASH, OTHER_HASH } from '../../../support/http/access-fixture.ts';

const ADA = { user: 'ada', passwordHash: HASH, scopes: ['read', 'write'] };
const ADA_ALONE = { auth: { basic: [ADA] } };

const status = async (fixture: AccessFixture, cookie: string) =>
  (await fixture.ask('/api/v1/thing', { headers: { Cookie: cookie } })).status;

describe('a session', () => {
  it('lasts for twelve hours', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { cookie } = await fixture.signIn('ada');
    await fixture.clock.advance(12 * HOUR - SECOND);
    expect(await status(fixture, cookie)).toBe(200);
    await fixture.clock.advance(SECOND);
    expect(await status(fixture, cookie)).toBe(401);
  });

  it('ends when the password is changed, and when the user is gone; not when the scopes are others', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { cookie } = await fixture.signIn('ada');
    fixture.configure({ auth: { basic: [{ ...ADA, passwordHash: OTHER_HASH }] } });
    expect(await status(fixture, cookie)).toBe(401);
    fixture.configure({ auth: { basic: [{ ...ADA, user: 'eve' }] } });
    expect(await status(fixture, cookie)).toBe(401);
    fixture.configure({ auth: { basic: [{ ...ADA, scopes: ['metrics'] }] } });
    expect(await status(fixture, cookie)).toBe(403);
    fixture.configure(ADA_ALONE);
    expect(await status(fixture, cookie)).toBe(200);
  });

  it('ends by signing out, for whoever has a copy of the cookie too', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const [{ cookie }, other] = [await fixture.signIn('ada'), await fixture.signIn('ada')];
    const headers = { Cookie: cookie, Origin: fixture.url };
    const out = await fixture.ask('/logout', { method: 'POST', headers });
    expect([out.status, out.headers.location]).toEqual([303, '/login']);
    expect(out.headers['set-cookie']?.[0]).toMatch(/^batchwatch_session=; Max-Age=0; Path=\//);
    expect(await status(fixture, cookie)).toBe(401);
    expect(await status(fixture, other.cookie)).toBe(200);
  });

  it('ends at every replica by signing out at one', async () => {
    await using first = await AccessFixture.start(ADA_ALONE);
    await using second = await first.beside(ADA_ALONE);
    const [{ cookie }, other] = [await first.signIn('ada'), await second.signIn('ada')];
    expect([await status(first, cookie), await status(second, cookie)]).toEqual([200, 200]);
    await first.ask('/logout', { method: 'POST', headers: { Cookie: cookie, Origin: first.url } });
    expect([await status(first, cookie), await status(second, cookie)]).toEqual([401, 401]);
    expect([await status(first, other.cookie), await status(second, other.cookie)]).toEqual([200, 200]);
  });

  it('that ended by signing out stays so over a restart', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { cookie } = await fixture.signIn('ada');
    await fixture.ask('/logout', { method: 'POST', headers: { Cookie: cookie, Origin: fixture.url } });
    await fixture.temporary.reopen();
    await using next = await fixture.beside(ADA_ALONE);
    expect(await status(next, cookie)).toBe(401);
    expect(await status(next, (await next.signIn('ada')).cookie)).toBe(200);
  });

  it('ends by signing out, and others go on, also when the store fails', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const [{ cookie }, other] = [await fixture.signIn('ada'), await fixture.signIn('ada')];
    await fixture.temporary.store.write((trx) => trx.schema.dropTable('ended_session').execute());
    const headers = { Cookie: cookie, Origin: fixture.url };
    expect((await fixture.ask('/logout', { method: 'POST', headers })).status).toBe(303);
    expect([await status(fixture, cookie), await status(fixture, other.cookie)]).toEqual([401, 200]);
  });

  it('that ended is in the store as a hash, until a while after its time', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { store } = fixture.temporary;
    const rows = () => store.read((db) => db.selectFrom('ended_session').selectAll().execute());
    const signOut = async () => {
      const { cookie } = await fixture.signIn('ada');
      await fixture.ask('/logout', { method: 'POST', headers: { Cookie: cookie, Origin: fixture.url } });
      return Buffer.from(cookie.split('=')[1]?.split('.')[0] ?? '', 'base64url').toString();
    };
    const [, until, id] = JSON.parse(await signOut());
    const first = await rows();
    expect(first).toEqual([{ key: expect.stringMatching(/^[\w-]{43}$/), until_at: until }]);
    expect(first[0]?.key).not.toContain(id);
    await fixture.clock.advance(13 * HOUR - SECOND);
    await signOut();
    expect(await rows()).toHaveLength(2);
    await fixture.clock.advance(SECOND);
    await signOut();
    expect(await rows()).not.toContainEqual(first[0]);
  });

  it('does not end by a GET: an image on another page must not sign out', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { cookie } = await fixture.signIn('ada');
    expect((await fixture.ask('/logout', { headers: { Cookie: cookie } })).status).toBe(404);
    expect(await status(fixture, cookie)).toBe(200);
  });

  it('outlives a restart, for its key is kept in the store', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { cookie } = await fixture.signIn('ada');
    const again = await openSessions(await fixture.temporary.reopen(), fixture.clock);
    const users = new Map([['ada', { passwordHash: new Secret(HASH), scopes: new Set<never>() }]]);
    expect(await again.userOf(cookie.split('=')[1] ?? '', users)).toBe('ada');
  });

  it('of another store is none', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    await using other = await AccessFixture.start(ADA_ALONE);
    expect(await status(fixture, (await other.signIn('ada')).cookie)).toBe(401);
  });

  it('is none when any character of it is changed', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { cookie } = await fixture.signIn('ada');
    const [name = '', value = ''] = cookie.split('=');
    for (let at = 0; at < value.length; at += 1) {
      const changed = value[at] === 'A' ? 'Z' : 'A';
      const forged = `${name}=${value.slice(0, at)}${changed}${value.slice(at + 1)}`;
      expect(await status(fixture, forged)).toBe(401);
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
    await using fixture = await AccessFixture.start({ auth: { basic: [ADA, { ...ADA, user: 'eve' }] } });
    const { cookie } = await fixture.signIn('ada');
    const [name = '', value = ''] = cookie.split('=');
    const [said = '', signature = ''] = value.split('.');
    expect(await status(fixture, `${name}=${forge(said, signature)}`)).toBe(401);
    expect(fixture.errors).toEqual([]);
  });

  it('may stand beside cookies of others', async () => {
    await using fixture = await AccessFixture.start(ADA_ALONE);
    const { cookie } = await fixture.signIn('ada');
    expect(await status(fixture, `a=b; ${cookie}; batchwatch_session_x=1`)).toBe(200);
  });

  it('of somebody who may not, offers to sign in as somebody else', async () => {
    await using fixture = await AccessFixture.start({ auth: AUTH });
    const { cookie } = await fixture.signIn('scraper');
    const { status: answered, headers, body } = await fixture.ask('/page', { headers: { Cookie: cookie } });
    expect(headers['content-security-policy']).toContain("style-src 'sha256-");
    expect([answered, body]).toEqual([403, expect.stringContaining('<a href="/login">')]);
    expect(body).toContain('scope &quot;read&quot;');
  });

  it('is not begun by a token', async () => {
    await using fixture = await AccessFixture.start({ auth: AUTH });
    const { headers } = await fixture.ask('/page', { headers: { Authorization: bearer('reader') } });
    expect(headers['set-cookie']).toBeUndefined();
  });
});

const encode = (details: unknown) => Buffer.from(JSON.stringify(details)).toString('base64url');
const rename = (said: string) =>
  Buffer.from(Buffer.from(said, 'base64url').toString().replace('ada', 'eve')).toString('base64url');
