import { describe, expect, it } from 'vitest';
import { outcomes, PATHS } from '../../../support/http/access-outcomes.ts';
import { AccessFixture } from '../../../support/http/access-fixture.ts';

describe('without users, tokens and a proxy', () => {
  const local = { Host: 'localhost:9464' };

  it('on loopback everybody may do everything, by a name of this machine', async () => {
    await using fixture = await AccessFixture.start({ listen: '127.0.0.1:0' });
    for (const Host of ['localhost', 'localhost:9464', '127.0.0.1:1', '[::1]:9464', 'demo.localhost']) {
      expect((await fixture.ask('/page', { headers: { Host } })).status).toBe(200);
      expect((await fixture.ask('/api/v1/thing', { method: 'POST', headers: { Host } })).status).toBe(200);
    }
    expect((await fixture.ask('/page', { headers: { ...local, Authorization: 'Bearer x' } })).status).toBe(
      200,
    );
  });

  it('on loopback nobody may come by a name that another site has led here', async () => {
    await using fixture = await AccessFixture.start(
      { listen: '127.0.0.1:0' },
      { publicUrl: 'http://ops:9464' },
    );
    for (const Host of [
      'evil.example',
      'evil.example:9464',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
    ]) {
      const { status, body } = await fixture.ask('/api/v1/thing', { headers: { Host } });
      expect([status, JSON.parse(body)]).toMatchObject([
        403,
        { detail: expect.stringContaining('server.publicUrl') },
      ]);
      expect((await fixture.ask('/metrics', { headers: { Host } })).status).toBe(200);
    }
    expect((await fixture.ask('/page', { headers: { Host: 'ops' } })).status).toBe(200);
  });

  it.each([{ listen: '0.0.0.0:0' }, { listen: '[::]:0', auth: {} }, { listen: 'ops.example.com:0' }])(
    'elsewhere pages and API answer nobody, and say what to do: %j',
    async (server) => {
      await using fixture = await AccessFixture.start(server);
      expect(await outcomes(fixture, local)).toEqual({
        read: [403, 403],
        write: [403, 403],
        metrics: 200,
        health: 200,
      });
      for (const path of PATHS) {
        expect((await fixture.ask(path, { headers: local })).body).toContain(
          'server.auth.allowUnauthenticated: true',
        );
      }
    },
  );

  const open = { listen: '0.0.0.0:0', auth: { allowUnauthenticated: true } };

  it('elsewhere everybody may do everything when that is said', async () => {
    await using fixture = await AccessFixture.start(open, { publicUrl: 'http://batchwatch.lan:9464' });
    const all = { read: [200, 200], write: [200, 200], metrics: 200, health: 200 };
    expect(await outcomes(fixture, {})).toEqual(all);
    for (const Host of [
      'batchwatch.lan',
      'BATCHWATCH.lan:80',
      '10.0.0.7:9464',
      '[fd00::7]:9464',
      'batchwatch',
    ])
      expect([Host, (await fixture.ask('/page', { headers: { Host } })).status]).toEqual([Host, 200]);
    for (const Host of ['localhost:9464', '127.0.0.1', '[::1]', 'demo.localhost'])
      expect([Host, (await fixture.ask('/page', { headers: { Host } })).status]).toEqual([Host, 200]);
  });

  it('elsewhere nobody may come by a name that another site has led here, then too', async () => {
    await using fixture = await AccessFixture.start(open);
    for (const Host of [
      'evil.example',
      'evil.example:9464',
      'evil.',
      '10.0.0.7.evil.example',
      'localhost.evil.example',
      'batchwatch.lan',
    ]) {
      const { status, body } = await fixture.ask('/api/v1/thing', { headers: { Host } });
      expect([Host, status, JSON.parse(body)]).toMatchObject([
        Host,
        403,
        { detail: expect.stringContaining('server.publicUrl') },
      ]);
      const headers = { Host, Origin: `http://${Host}` };
      expect((await fixture.ask('/api/v1/thing', { method: 'POST', headers })).status).toBe(403);
      expect((await fixture.ask('/page', { headers: { Host } })).body).toContain('server.publicUrl');
      expect((await fixture.ask('/metrics', { headers: { Host } })).status).toBe(200);
    }
  });
});
