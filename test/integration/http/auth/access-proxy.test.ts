import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PATHS } from '../../../support/http/access-outcomes.ts';
import { AccessFixture, AUTH } from '../../../support/http/access-fixture.ts';
import { sendBytes } from '../../../support/http/send-bytes.ts';

const named = (from: readonly string[]) => ({
  auth: { proxy: { header: 'X-Forwarded-User', from, scopes: ['read', 'write'] } },
});

/** The bytes of UTF-8, each as a character: as Node sends a header. */
const latin1 = (text: string) => Buffer.from(text).toString('latin1');
const LOCAL = { Host: 'localhost' };

describe('the proxy', () => {
  const headers = { ...LOCAL, 'X-Forwarded-User': 'eve@example.com' };

  it('is believed from its address or its network', async () => {
    for (const from of [['127.0.0.1'], ['127.0.0.0/8'], ['10.0.0.1', '127.0.0.0/30'], ['0.0.0.0/0']]) {
      await using fixture = await AccessFixture.start(named(from));
      expect((await fixture.ask('/page', { headers })).body).toBe('eve@example.com');
    }
  });

  it('is not believed from another, whatever the headers say; that is logged once', async () => {
    await using fixture = await AccessFixture.start(named(['10.0.0.1', '::1', 'fd00::/8', '127.0.0.2/31']));
    for (const more of [{}, { 'X-Forwarded-For': '10.0.0.1' }, { Forwarded: 'for=10.0.0.1' }]) {
      for (const path of PATHS) {
        expect((await fixture.ask(path, { headers: { ...headers, ...more } })).status).toBe(401);
      }
    }
    expect(fixture.log).toMatchObject([
      { msg: 'user named by an address that is not the proxy', address: '127.0.0.1' },
    ]);
  });

  it.each([
    ['two names', 'eve, admin'],
    ['an empty name', ''],
    ['a name that is too long', 'x'.repeat(201)],
    ['a tab', 'eve\tadmin'],
    ['two names in UTF-8', latin1('张三,李四')],
    ['Latin-1', 'José'],
    ['GBK', '\xD5\xC5\xC8\xFD'],
    ['UTF-8 that is cut off', latin1('张三').slice(0, -1)],
    ['a letter in more bytes than it takes', '\xC1\xA1dmin'],
    ['half a pair of surrogates', '\xED\xA0\x80'],
    ['a control of C1', latin1('eve\u0085')],
    ['text that is turned around', latin1('eve\u202Enimda')],
    ['a byte order mark', latin1('\uFEFFeve')],
    ['a blank of another kind', latin1('\u3000')],
    ['too much of it', latin1('张'.repeat(201))],
  ])('%s is no name', async (_what, name) => {
    await using fixture = await AccessFixture.start(named(['127.0.0.1']));
    expect((await fixture.ask('/page', { headers: { ...LOCAL, 'X-Forwarded-User': name } })).status).toBe(
      401,
    );
  });

  it('that names nobody is reported once', async () => {
    await using fixture = await AccessFixture.start(named(['127.0.0.1']));
    for (const name of ['José', 'eve, admin'])
      await fixture.ask('/page', { headers: { ...LOCAL, 'X-Forwarded-User': name } });
    expect(fixture.log.map(({ msg }) => msg)).toEqual(['user named by the proxy in a way that is no name']);
  });

  it.each(['张三', 'José', 'Ольга', 'عمر', '🙂', '张'.repeat(200)])(
    'names %s in UTF-8, which is shown and stored so',
    async (name) => {
      await using fixture = await AccessFixture.start(named(['127.0.0.1']));
      const sent = { ...LOCAL, 'X-Forwarded-User': latin1(name) };
      expect((await fixture.ask('/page', { headers: sent })).body).toBe(name);
      const body = JSON.stringify({ matchers: [{ key: 'target', glob: 'media' }], for: '1h', comment: 'x' });
      const json = { ...sent, 'Content-Type': 'application/json' };
      const made = await fixture.ask('/api/v1/silences', { method: 'POST', headers: json, body });
      expect([made.status, JSON.parse(made.body).author]).toEqual([201, name]);
      expect((await fixture.ask('/silences', { headers: sent })).body).toContain(name);
    },
  );

  it('names a user by bytes as they came from the field', async () => {
    await using fixture = await AccessFixture.start(named(['127.0.0.1']));
    const bytes = readFileSync(new URL('../../../fixtures/http/forwarded-user-utf8.txt', import.meta.url));
    expect((await sendBytes(fixture.url, bytes)).status).toBe(200);
  });

  it.each(['evil.example', 'evil.example:9464', 'localhost.evil.example', '127.0.0.1:9464', '[::1]', ''])(
    'is believed for the host of publicUrl alone, not for %j',
    async (Host) => {
      await using fixture = await AccessFixture.start(named(['127.0.0.1']), {
        publicUrl: 'https://ops.example.com/batchwatch',
      });
      const { 'X-Forwarded-User': user } = headers;
      for (const path of PATHS) {
        const asked = { Host, 'X-Forwarded-User': user, 'X-Forwarded-Host': 'ops.example.com' };
        const { status, body } = await fixture.ask(path, { headers: asked });
        expect([status, body]).toEqual([403, expect.stringContaining('server.publicUrl')]);
      }
      for (const ours of ['ops.example.com', 'ops.example.com:443', 'OPS.example.com:8080'])
        expect((await fixture.ask('/page', { headers: { Host: ours, 'X-Forwarded-User': user } })).body).toBe(
          user,
        );
      expect(fixture.log.map(({ msg }) => msg)).toEqual([
        'user named for another host than that of server.publicUrl',
      ]);
    },
  );

  it('that adds a name to one the client has sent is not believed', async () => {
    await using fixture = await AccessFixture.start(named(['127.0.0.1']));
    const twice = { ...LOCAL, 'X-Forwarded-User': ['admin', 'eve'] };
    expect((await fixture.ask('/page', { headers: twice })).status).toBe(401);
  });

  it('is not asked when there is none: the header is a header like any other', async () => {
    await using fixture = await AccessFixture.start({ auth: { bearer: AUTH.bearer } });
    expect((await fixture.ask('/page', { headers })).status).toBe(401);
  });
});
