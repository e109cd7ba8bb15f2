import { describe, expect, it } from 'vitest';
import { formatPasswordHash } from '../../../../src/platform/password-hash.ts';
import { hashPassword } from '../../../../src/http/auth/password.ts';
import { outcomes } from '../../../support/http/access-outcomes.ts';
import {
  AccessFixture,
  AUTH,
  basic,
  bearer,
  FORM,
  HASH,
  PASSWORD,
} from '../../../support/http/access-fixture.ts';

const NO_WAY_IN = { read: [303, 401], write: [303, 401], metrics: 401, health: 401 };
const SHUT_OUT = { read: [401, 401], write: [401, 401], metrics: 401, health: 401 };
const SHUT = { ...AUTH, open: [] };
const PROXY = (scopes: readonly string[]) => ({
  auth: { ...SHUT, proxy: { header: 'X-Forwarded-User', from: ['127.0.0.1'], scopes } },
});
const MAY = {
  reader: { read: [200, 200], write: [403, 403], metrics: 403, health: 200 },
  writer: { read: [200, 200], write: [200, 200], metrics: 403, health: 200 },
  scraper: { read: [403, 403], write: [403, 403], metrics: 200, health: 200 },
} as const;
const SCOPES = { reader: ['read'], writer: ['read', 'write'], scraper: ['metrics'] } as const;

describe.each(['reader', 'writer', 'scraper'] as const)('a %s may do what its scopes say', (who) => {
  it('by password', async () => {
    await using fixture = await AccessFixture.start({ auth: SHUT });
    expect(await outcomes(fixture, { Authorization: basic(who) })).toEqual(MAY[who]);
  });

  it('by token', async () => {
    await using fixture = await AccessFixture.start({ auth: SHUT });
    expect(await outcomes(fixture, { Authorization: bearer(who) })).toEqual(MAY[who]);
  });

  it('by signing in', async () => {
    await using fixture = await AccessFixture.start({ auth: SHUT });
    const { cookie } = await fixture.signIn(who);
    expect(await outcomes(fixture, { Cookie: cookie })).toEqual(MAY[who]);
  });

  it('by the proxy', async () => {
    await using fixture = await AccessFixture.start(PROXY(SCOPES[who]));
    fixture.display = { ...fixture.display, publicUrl: fixture.url };
    expect(await outcomes(fixture, { 'X-Forwarded-User': 'eve@example.com' })).toEqual(MAY[who]);
  });
});

describe('whoever proves nothing', () => {
  it('is led to the sign-in page, or refused, and nothing is done', async () => {
    await using fixture = await AccessFixture.start({ auth: SHUT });
    expect(await outcomes(fixture, {})).toEqual(NO_WAY_IN);
    const { headers } = await fixture.ask('/page?q=a%20b&x=1');
    expect(headers.location).toBe('/login?next=%2Fpage%3Fq%3Da%2520b%26x%3D1');
    const api = await fixture.ask('/api/v1/thing');
    expect(api.headers['content-type']).toBe('application/problem+json');
    expect(api.headers['www-authenticate']).toBe(
      'Bearer realm="Batchwatch", Basic realm="Batchwatch", charset="UTF-8"',
    );
    expect(JSON.parse(api.body)).toMatchObject({ status: 401, detail: expect.stringContaining('token') });
  });

  it('asks for metrics and health, unless that is shut', async () => {
    await using fixture = await AccessFixture.start();
    expect(await outcomes(fixture, {})).toMatchObject({ metrics: 200, health: 200 });
    fixture.configure({ auth: { ...AUTH, open: ['health'] } });
    expect(await outcomes(fixture, {})).toMatchObject({ metrics: 401, health: 200 });
    fixture.configure({ auth: { ...AUTH, open: ['metrics'] } });
    expect(await outcomes(fixture, {})).toMatchObject({ metrics: 200, health: 401 });
  });

  it('is not asked for a password by a window of the browser', async () => {
    await using fixture = await AccessFixture.start();
    for (const headers of [
      { 'Sec-Fetch-Dest': 'empty' },
      { Accept: 'text/html,*/*' },
      { Cookie: 'batchwatch_session=old' },
    ]) {
      const { headers: answered } = await fixture.ask('/api/v1/thing', { headers });
      expect(answered['www-authenticate']).toBe('Bearer realm="Batchwatch"');
    }
  });

  it('comes back to the page whose form was sent', async () => {
    await using fixture = await AccessFixture.start();
    const next = async (Referer: string) => {
      const { headers } = await fixture.ask('/page', { method: 'POST', headers: { Referer } });
      return new URL(headers.location ?? '', fixture.url).searchParams.get('next');
    };
    expect(await next(`${fixture.url}/incidents/1?a=b`)).toBe('/incidents/1?a=b');
    expect(await next('https://evil.example//evil.example')).toBe('/');
    expect(await next('nonsense')).toBe('/');
  });

  it('is refused where there is no way to sign in', async () => {
    await using fixture = await AccessFixture.start({ auth: { bearer: AUTH.bearer } });
    const { status, headers, body } = await fixture.ask('/page');
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="Batchwatch"']);
    expect(body).toContain('Who you are is not proved');
    for (const path of ['/login', '/logout']) expect((await fixture.ask(path)).status).toBe(404);
  });
});

describe('a proof that is wrong', () => {
  it.each([
    ['another password', basic('reader', 'wrong')],
    ['no password', basic('reader', '')],
    ['an unknown user', basic('nobody')],
    ['a user of another case', basic('Reader')],
    ['the hash in place of the password', basic('reader', HASH)],
    ['no colon', `Basic ${Buffer.from('reader').toString('base64')}`],
    ['no base64', 'Basic !!!!'],
    ['no UTF-8', `Basic ${Buffer.from([0x72, 0xff, 0x3a, 0x72]).toString('base64')}`],
    ['nothing after the scheme', 'Basic'],
    ['two of them', `${basic('reader')}, ${basic('writer')}`],
    ['a right and a wrong token', `${bearer('reader')}, Bearer x`],
    ['a longer token', `${bearer('reader')}0`],
    ['a shorter token', bearer('reader').slice(0, -1)],
    ['an empty token', 'Bearer '],
    ['a token by another scheme', bearer('reader').replace('Bearer', 'Token')],
    ['a user by the scheme of tokens', basic('reader').replace('Basic', 'Bearer')],
    ['an empty header', ''],
  ])('%s is none, also beside a session', async (_what, Authorization) => {
    await using fixture = await AccessFixture.start({ auth: SHUT });
    expect(await outcomes(fixture, { Authorization })).toEqual(SHUT_OUT);
    const { cookie } = await fixture.signIn('writer');
    expect((await fixture.ask('/page', { headers: { Authorization, Cookie: cookie } })).status).toBe(401);
    expect(fixture.errors).toEqual([]);
  });

  it('sent twice in headers of their own is none', async () => {
    await using fixture = await AccessFixture.start();
    const headers = { Authorization: [basic('reader'), basic('writer')] };
    // Node keeps the first of them in one place and both in another: what is judged must be what was sent.
    const raw = ['Host', 'localhost', ...headers.Authorization.flatMap((value) => ['Authorization', value])];
    expect((await fixture.ask('/api/v1/thing', { headers: raw as never })).status).toBe(401);
  });

  it('says no more of a user who is there than of one who is not', async () => {
    await using fixture = await AccessFixture.start();
    const [there, absent] = await Promise.all(
      ['reader', 'nobody'].map((name) =>
        fixture.ask('/api/v1/thing', { headers: { Authorization: basic(name, 'wrong') } }),
      ),
    );
    expect(there?.body).toBe(absent?.body);
    expect([there?.status, absent?.status]).toEqual([401, 401]);
    expect(fixture.log.map(({ msg, user }) => [msg, user])).toEqual(
      expect.arrayContaining([
        ['sign-in failed', 'reader'],
        ['sign-in failed', undefined],
      ]),
    );
    expect(JSON.stringify(fixture.log)).not.toContain('nobody');
  });
});

describe('who it is', () => {
  it('is who has proved it, whatever else is said', async () => {
    await using fixture = await AccessFixture.start();
    const { cookie } = await fixture.signIn('writer');
    for (const [headers, name] of [
      [{ Authorization: basic('reader') }, 'reader'],
      [{ Authorization: bearer('reader') }, 'reader-token'],
      [{ Cookie: cookie }, 'writer'],
      [{ Authorization: basic('zoë') }, 'zoë'],
      [{ Authorization: basic('reader').replace('Basic', 'bASIC ') }, 'reader'],
    ] as const) {
      expect((await fixture.ask('/page', { headers })).body).toBe(name);
    }
  });

  it('may type a composed or a decomposed letter', async () => {
    await using fixture = await AccessFixture.start();
    const costs = { cost: 2 ** 13, blockSize: 8, parallelization: 1 };
    const passwordHash = formatPasswordHash(await hashPassword('caf\u00E9-caf\u00E9', costs));
    fixture.configure({ auth: { basic: [{ user: 'ada', passwordHash, scopes: ['read'] }] } });
    const headers = { Authorization: basic('ada', 'cafe\u0301-cafe\u0301') };
    expect((await fixture.ask('/page', { headers })).status).toBe(200);
  });
});

it('the rules of a reload count from the next request on', async () => {
  await using fixture = await AccessFixture.start();
  const headers = { Authorization: bearer('writer') };
  expect((await fixture.ask('/page', { headers })).status).toBe(200);
  fixture.configure({ auth: { ...AUTH, bearer: [] } });
  expect((await fixture.ask('/page', { headers })).status).toBe(401);
});

it('a body of more than 64 kB is refused, whoever sends it, with or without a length', async () => {
  await using fixture = await AccessFixture.start();
  const body = new URLSearchParams({
    user: 'reader',
    password: PASSWORD,
    more: 'x'.repeat(65_536),
  }).toString();
  for (const framing of [{ 'Content-Length': body.length }, { 'Transfer-Encoding': 'chunked' }]) {
    for (const path of ['/login', '/page', '/api/v1/thing', '/nowhere']) {
      const headers = { ...FORM, ...framing };
      expect((await fixture.ask(path, { method: 'POST', headers, body })).status).toBe(413);
    }
  }
  expect(fixture.errors).toEqual([]);
});
