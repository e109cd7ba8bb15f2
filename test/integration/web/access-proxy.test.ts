import { describe, expect, it } from 'vitest';
import { PATHS } from '../../support/access-outcomes.ts';
import { AccessScene, AUTH } from '../../support/access-scene.ts';

const named = (from: readonly string[]) => ({
  auth: { proxy: { header: 'X-Forwarded-User', from, scopes: ['read', 'write'] } },
});

describe('the proxy', () => {
  const headers = { 'X-Forwarded-User': 'eve@example.com' };

  it('is believed from its address or its network', async () => {
    for (const from of [['127.0.0.1'], ['127.0.0.0/8'], ['10.0.0.1', '127.0.0.0/30'], ['0.0.0.0/0']]) {
      await using scene = await AccessScene.start(named(from));
      expect((await scene.ask('/page', { headers })).body).toBe('eve@example.com');
    }
  });

  it('is not believed from another, whatever the headers say; that is logged once', async () => {
    await using scene = await AccessScene.start(named(['10.0.0.1', '::1', 'fd00::/8', '127.0.0.2/31']));
    for (const more of [{}, { 'X-Forwarded-For': '10.0.0.1' }, { Forwarded: 'for=10.0.0.1' }]) {
      for (const path of PATHS) {
        expect((await scene.ask(path, { headers: { ...headers, ...more } })).status).toBe(401);
      }
    }
    expect(scene.log).toMatchObject([
      { msg: 'user named by an address that is not the proxy', address: '127.0.0.1' },
    ]);
  });

  it.each([
    ['two names', 'eve, admin'],
    ['an empty name', ''],
    ['a name that is too long', 'x'.repeat(201)],
    ['a tab', 'eve\tadmin'],
  ])('%s is no name', async (_what, name) => {
    await using scene = await AccessScene.start(named(['127.0.0.1']));
    expect((await scene.ask('/page', { headers: { 'X-Forwarded-User': name } })).status).toBe(401);
  });

  it('that adds a name to one the client has sent is not believed', async () => {
    await using scene = await AccessScene.start(named(['127.0.0.1']));
    const twice = { 'X-Forwarded-User': ['admin', 'eve'] };
    expect((await scene.ask('/page', { headers: twice })).status).toBe(401);
  });

  it('is not asked when there is none: the header is a header like any other', async () => {
    await using scene = await AccessScene.start({ auth: { bearer: AUTH.bearer } });
    expect((await scene.ask('/page', { headers })).status).toBe(401);
  });
});
