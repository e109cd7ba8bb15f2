import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { batchwatch, BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { rawRequest } from '../../support/http/raw-request.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';
import { localhostCertificate } from '../../support/network/tls-certificate.ts';

const HASH = `scrypt$8192$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
const TOKEN = 'a-token-of-some-length';
const CLOSED = 'pages and API are closed: nobody is asked who they are, and others can reach the server';
const KEPT = 'configuration: takes effect at the next start';
const AUTH = { bearer: [{ name: 'grafana', token: TOKEN, scopes: ['read'] }] };

const run = ({ config }: Fixture) => new BatchwatchProcess(['run', '--config', config]);
/** Routes behind the guard. This test asks for no others. */
const statusOf = async (daemon: BatchwatchProcess, path: string, headers = {}) =>
  (await rawRequest(`${await daemon.url()}${path}`, { headers })).status;
const isLetIn = async (daemon: BatchwatchProcess, headers = {}) =>
  ![401, 403].includes(await statusOf(daemon, '/login', headers));

describe.concurrent('the daemon', () => {
  it('starts on every address without server.auth, with metrics and health, and says once what is closed', async () => {
    await using fixture = await startFixture();
    fixture.configure({ root: { server: { listen: '0.0.0.0:0' } } });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    expect(await statusOf(daemon, '/metrics')).toBe(200);
    expect(await statusOf(daemon, '/readyz')).toBe(200);
    expect(daemon.lines.filter(({ msg }) => msg === CLOSED)).toHaveLength(1);
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('asks who it is from the reload on, keeps listen and tls, and lets users in and out', async () => {
    await using fixture = await startFixture();
    await using daemon = run(fixture);
    await daemon.line('listening');
    expect(daemon.lines.filter(({ msg }) => msg === CLOSED)).toEqual([]);
    expect(await statusOf(daemon, '/login')).toBe(404);
    const tls = { certFile: fixture.directory.file('tls.crt'), keyFile: fixture.directory.file('tls.key') };
    writeFileSync(tls.certFile, localhostCertificate().cert);
    writeFileSync(tls.keyFile, localhostCertificate().key);
    const auth = { basic: [{ user: 'ada', passwordHash: HASH, scopes: ['read'] }], open: ['health'] };
    fixture.configure({ root: { server: { listen: '127.0.0.1:1', tls, auth } } });
    daemon.signal('SIGHUP');
    await daemon.line('configuration reloaded');
    const kept = daemon.lines.filter(({ msg }) => msg === KEPT);
    expect(kept.map(({ path }) => path)).toEqual(['server.listen', 'server.tls']);
    expect([await statusOf(daemon, '/login'), await statusOf(daemon, '/metrics')]).toEqual([200, 401]);
    expect(await isLetIn(daemon)).toBe(true);
  });

  it('goes on asking who it is when a reload drops server.auth, and says that this waits for a restart', async () => {
    await using fixture = await startFixture();
    const auth = { basic: [{ user: 'ada', passwordHash: HASH, scopes: ['read'] }], open: ['health'] };
    fixture.configure({ root: { server: { listen: '127.0.0.1:0', auth } } });
    await using daemon = run(fixture);
    await daemon.line('listening');
    expect([await statusOf(daemon, '/api/v1/jobs'), await statusOf(daemon, '/metrics')]).toEqual([401, 401]);
    fixture.configure({ root: { server: { listen: '127.0.0.1:0' } } });
    daemon.signal('SIGHUP');
    await daemon.line('configuration reloaded');
    expect(daemon.lines.filter(({ msg }) => msg === KEPT).map(({ path }) => path)).toEqual(['server.auth']);
    expect([await statusOf(daemon, '/api/v1/jobs'), await statusOf(daemon, '/metrics')]).toEqual([401, 401]);
    await daemon.kill('SIGTERM');
    await using again = run(fixture);
    await again.line('listening');
    expect([await statusOf(again, '/api/v1/jobs'), await statusOf(again, '/metrics')]).toEqual([200, 200]);
  });

  it('serves https', async () => {
    await using fixture = await startFixture();
    const tls = { certFile: fixture.directory.file('tls.crt'), keyFile: fixture.directory.file('tls.key') };
    writeFileSync(tls.certFile, localhostCertificate().cert);
    writeFileSync(tls.keyFile, localhostCertificate().key);
    fixture.configure({
      root: { server: { listen: '127.0.0.1:0', publicUrl: 'https://localhost', tls, auth: AUTH } },
    });
    await using daemon = run(fixture);
    const url = await daemon.url();
    expect(url).toMatch(/^https:/);
    const answer = await rawRequest(`${url}/livez`, { ca: localhostCertificate().cert });
    expect([answer.status, answer.body]).toEqual([200, 'ok\n']);
    expect(await daemon.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  });
});

it('`check` names every problem of server.auth, and shows no secret of a good one', async () => {
  await using fixture = await startFixture();
  const basic = [{ user: 'ada', passwordHash: HASH, scopes: ['read'] }];
  fixture.configure({ root: { server: { auth: { ...AUTH, basic } } } });
  const good = await batchwatch(['check', '--config', fixture.config]);
  expect(good.code).toBe(0);
  expect(good.stdout).toContain('passwordHash: "***"');
  expect(good.stdout).not.toMatch(/AAAAAAAA|a-token-of/);
  const wrong = [{ user: 'ada', passwordHash: 'hunter22', scopes: ['raed'] }];
  fixture.configure({ root: { server: { auth: { ...AUTH, basic: wrong } } } });
  const bad = await batchwatch(['check', '--config', fixture.config]);
  expect(bad.code).toBe(78);
  expect(bad.stdout).toContain('server.auth.basic[0].passwordHash is not a password hash');
  expect(bad.stdout).toContain('hint: did you mean read?');
  expect(bad.stdout).not.toContain('hunter22');
});
