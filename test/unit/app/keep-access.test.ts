import { describe, expect, it } from 'vitest';
import { accessFromConfig } from '../../../src/app/access-from-config.ts';
import { pinStaticSettings } from '../../../src/app/pin-static-settings.ts';
import { load, SMALLEST, withValue } from '../config/config-text.ts';

const HASH = `scrypt$8192$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
const ADA = { user: 'ada', passwordHash: HASH, scopes: ['read', 'write'] };
const BOB = { ...ADA, user: 'bob' };
const TOKEN = { name: 'grafana', token: 'a-token-of-16-chars', scopes: ['read'] };
const PROXY = { header: 'X-Forwarded-User', from: ['10.0.0.0/8'], scopes: ['read'] };
const ALL = { listen: '0.0.0.0:9464' };

const configOf = (server: object) => load(withValue(SMALLEST, 'server', server)).config;

/** The access after a reload, and what waits. */
const reload = (current: object, next: object) => {
  const { config, kept } = pinStaticSettings(configOf(next), configOf(current));
  const { auth, publicUrl } = config.server;
  const { mode, open } = accessFromConfig(config);
  return {
    kept,
    mode,
    open: [...open],
    publicUrl,
    users: auth?.basic.map(({ user }) => user) ?? [],
    from: auth?.proxy?.from ?? [],
  };
};

describe('a reload that opens what is closed waits for a restart', () => {
  it.each<[string, object, object]>([
    ['without server.auth', { auth: { basic: [ADA] } }, {}],
    ['with an empty server.auth', { auth: { basic: [ADA] } }, { auth: {} }],
    ['without users', { auth: { basic: [ADA] } }, { auth: { open: ['health'] } }],
    ['without tokens', { auth: { bearer: [TOKEN] } }, { auth: { bearer: [] } }],
    ['without the proxy', { auth: { proxy: PROXY } }, { auth: {} }],
    ['open to everybody', { auth: { basic: [ADA] } }, { auth: { allowUnauthenticated: true } }],
  ])('%s', (_what, current, next) => {
    for (const listen of ['127.0.0.1:9464', '0.0.0.0:9464']) {
      expect(reload({ listen, ...current }, { listen, ...next })).toMatchObject({
        kept: ['server.auth'],
        mode: 'asked',
      });
    }
  });

  it('also where it listens on loopback from the next start on', () => {
    expect(reload({ ...ALL, auth: { basic: [ADA] } }, { listen: '127.0.0.1:9464' })).toMatchObject({
      kept: ['server.listen', 'server.auth'],
      mode: 'asked',
      users: ['ada'],
    });
  });

  it('with allowUnauthenticated, where nobody was let in, and on loopback', () => {
    const path = 'server.auth.allowUnauthenticated';
    const auth = { allowUnauthenticated: true };
    expect(reload(ALL, { ...ALL, auth })).toMatchObject({ kept: [path], mode: 'closed' });
    expect(reload({}, { auth })).toMatchObject({ kept: [path], mode: 'loopback' });
  });

  it('with more that needs no login; the users are those of the new file', () => {
    const closed = { basic: [ADA, BOB], open: [] };
    expect(reload({ auth: closed }, { auth: { basic: [ADA], open: ['health', 'metrics'] } })).toMatchObject({
      kept: ['server.auth.open'],
      open: [],
      users: ['ada'],
    });
    expect(reload({ auth: { ...closed, open: ['health'] } }, { auth: { basic: [ADA] } })).toMatchObject({
      kept: ['server.auth.open'],
      open: ['health'],
    });
  });

  it('with strangers as proxies; narrow addresses count at once', () => {
    const path = ['server.auth.proxy.from'];
    const proxy = { ...PROXY, from: ['0.0.0.0/0', '10.1.0.0/16'] };
    expect(reload({ auth: { proxy: PROXY } }, { auth: { proxy } })).toMatchObject({
      kept: path,
      from: ['10.1.0.0/16'],
    });
    const everybody = { ...PROXY, from: ['::/0'] };
    expect(reload({ auth: { proxy: PROXY } }, { auth: { proxy: everybody } })).toMatchObject({
      kept: path,
      from: ['10.0.0.0/8'],
    });
    expect(reload({ auth: { basic: [ADA] } }, { auth: { proxy: everybody } })).toMatchObject({
      kept: path,
      mode: 'asked',
      users: ['ada'],
      from: [],
    });
    expect(reload(ALL, { ...ALL, auth: { proxy: everybody } })).toMatchObject({ kept: path, mode: 'closed' });
  });

  it('with a public name of a server that asks nobody', () => {
    expect(reload({}, { publicUrl: 'https://ops.example.com' })).toMatchObject({
      kept: ['server.publicUrl'],
      mode: 'loopback',
      publicUrl: 'http://localhost:9464',
    });
  });

  it.each<[string, object]>([
    ['left out', {}],
    ['at loopback', { publicUrl: 'http://127.0.0.1:9464' }],
    ['at every address', { publicUrl: 'http://0.0.0.0:9464' }],
  ])('with publicUrl %s, where other pages of the proxy would speak for it', (_what, next) => {
    const auth = { proxy: PROXY };
    const publicUrl = 'https://ops.example.com';
    for (const current of [
      { publicUrl, auth },
      { publicUrl, auth: { basic: [ADA] } },
    ]) {
      expect(reload(current, { auth, ...next })).toMatchObject({ kept: ['server.publicUrl'], publicUrl });
    }
  });

  it('as often as it is reloaded', () => {
    const current = configOf({ auth: { basic: [ADA] } });
    const once = pinStaticSettings(configOf({}), current);
    expect(pinStaticSettings(configOf({}), once.config)).toMatchObject({ kept: ['server.auth'] });
    expect(pinStaticSettings(current, once.config).kept).toEqual([]);
  });
});

describe('a reload counts at once', () => {
  it.each<[string, object, object]>([
    ['with another user', { auth: { basic: [ADA] } }, { auth: { basic: [BOB] } }],
    ['with more users', { auth: { basic: [ADA] } }, { auth: { basic: [ADA, BOB], bearer: [TOKEN] } }],
    ['with tokens in place of users', { auth: { basic: [ADA] } }, { auth: { bearer: [TOKEN] } }],
    ['with a login for the first time', {}, { auth: { basic: [ADA] } }],
    [
      'with a login in place of none',
      { ...ALL, auth: { allowUnauthenticated: true } },
      { ...ALL, auth: { basic: [ADA] } },
    ],
    ['with less that needs no login', { auth: { basic: [ADA] } }, { auth: { basic: [ADA], open: [] } }],
    [
      'with other addresses of the proxy',
      { auth: { proxy: PROXY } },
      { auth: { proxy: { ...PROXY, from: ['10.1.2.3', '192.168.0.0/16'] } } },
    ],
    [
      'with a wide block that counts already',
      { auth: { proxy: { ...PROXY, from: ['0.0.0.0/0'] } } },
      { auth: { proxy: { ...PROXY, from: ['0.0.0.0/0', '10.0.0.0/8'] } } },
    ],
    [
      'with a wide block where everybody is let in',
      { ...ALL, auth: { allowUnauthenticated: true } },
      { ...ALL, auth: { proxy: { ...PROXY, from: ['0.0.0.0/0'] } } },
    ],
    [
      'with a public name of a server that asks',
      { auth: { basic: [ADA] } },
      { auth: { basic: [ADA] }, publicUrl: 'https://ops.example.com' },
    ],
    [
      'with another public name, for which the proxy speaks from now on',
      { auth: { proxy: PROXY }, publicUrl: 'https://ops.example.com' },
      { auth: { proxy: PROXY }, publicUrl: 'https://watch.example.com' },
    ],
    [
      'without publicUrl where people and programs log in themselves',
      { auth: { basic: [ADA] }, publicUrl: 'https://ops.example.com' },
      { auth: { basic: [ADA] } },
    ],
    ['with a public name of a server that is closed', ALL, { ...ALL, publicUrl: 'https://ops.example.com' }],
    [
      'with another page of the same name',
      { publicUrl: 'https://ops.example.com' },
      { publicUrl: 'https://ops.example.com/batchwatch' },
    ],
    ['without allowUnauthenticated', { ...ALL, auth: { allowUnauthenticated: true } }, ALL],
    ['of the same', { auth: { basic: [ADA], open: [] } }, { auth: { basic: [ADA], open: [] } }],
  ])('%s', (_what, current, next) => {
    const { kept } = pinStaticSettings(configOf(next), configOf(current));
    expect(kept).toEqual([]);
    expect(pinStaticSettings(configOf(next), configOf(current)).config.server).toEqual(configOf(next).server);
  });
});
