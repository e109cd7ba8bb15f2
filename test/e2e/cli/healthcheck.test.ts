import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { BatchwatchProcess, MAIN } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';
import { localhostCertificate } from '../../support/network/tls-certificate.ts';

const HASH = `scrypt$8192$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
const BEARER = [{ name: 'grafana', token: 'a-token-of-some-length', scopes: ['read'] }];
const BASIC = [{ user: 'ada', passwordHash: HASH, scopes: ['read'] }];
const FIELD = z.object({ server: z.object({ listen: z.string() }) });
const field = FIELD.parse(
  parse(readFileSync(new URL('../../fixtures/http/health-check.yaml', import.meta.url), 'utf8')),
);
const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

const OVER_IPV6: readonly [string, object][] = [
  ['on every address of IPv6', { listen: '[::]:0' }],
  ['on an address of IPv6', { listen: '[::1]:0', auth: { basic: BASIC, open: [] } }],
];

/** Runs the health check of the image, by its own words, beside the daemon of the fixture. */
async function check({ config }: Fixture, env: Readonly<Record<string, string>> = {}) {
  const dockerfile = readFileSync(new URL('../../../Dockerfile', import.meta.url), 'utf8');
  const [, words = ''] = /^HEALTHCHECK [^[]*CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  const [, ...command] = z.array(z.string()).parse(JSON.parse(words));
  const at = command.indexOf('/app/dist/main.js');
  const program = [...command.slice(0, at), MAIN];
  await using asking = new BatchwatchProcess(command.slice(at + 1), {
    program,
    env: { BATCHWATCH_CONFIG: config, ...env },
  });
  const { code } = await asking.ended;
  return { code, said: asking.stdout + asking.stderr };
}

const run = ({ config }: Fixture, env = {}) => new BatchwatchProcess(['run', '--config', config], { env });
const HEALTHY = { code: 0, said: expect.stringMatching(/^ready: the daemon at https?:\/\/\S+ answers\n$/) };

describe.concurrent('the health check finds a daemon', () => {
  it.each<[string, object]>([
    ['on every address', { listen: field.server.listen.replace(/:\d+$/, ':0') }],
    ['that lets in nobody but a token', { listen: '0.0.0.0:0', auth: { bearer: BEARER, open: ['metrics'] } }],
    ['that lets in nobody but a user', { listen: '127.0.0.1:0', auth: { basic: BASIC, open: [] } }],
    ['that is closed to all', { listen: '0.0.0.0:0', auth: { open: [] } }],
    ['on loopback, with nothing open', { listen: 'localhost:0', auth: { open: [] } }],
    ['on another address of this machine', { listen: '127.0.0.2:0' }],
    ...(hasIpv6 ? OVER_IPV6 : []),
  ])('%s', async (_what, server) => {
    await using fixture = await startFixture();
    fixture.configure({ root: { server } });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    expect(await check(fixture)).toEqual(HEALTHY);
  });

  it('by https', async () => {
    await using fixture = await startFixture();
    const tls = { certFile: fixture.directory.file('tls.crt'), keyFile: fixture.directory.file('tls.key') };
    writeFileSync(tls.certFile, localhostCertificate().cert);
    writeFileSync(tls.keyFile, localhostCertificate().key);
    const auth = { bearer: BEARER, open: [] };
    fixture.configure({ root: { server: { listen: '0.0.0.0:0', publicUrl: 'https://x', tls, auth } } });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    expect(await check(fixture)).toEqual(HEALTHY);
  });

  it('whose store is reached by a link', async () => {
    await using fixture = await startFixture();
    {
      await using first = run(fixture);
      await first.line('listening');
      await first.kill('SIGTERM');
    }
    const link = fixture.directory.file('link.db');
    symlinkSync(fixture.store, link);
    fixture.configure({ root: { storage: { url: `sqlite:${link}` } } });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    expect(await check(fixture)).toEqual(HEALTHY);
  });

  it('that goes on by the configuration from before, whatever the file says now', async () => {
    await using fixture = await startFixture();
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    const good = readFileSync(fixture.config, 'utf8');
    for (const broken of [
      `${good}\nnonsense: [`,
      `${good}\nunknown: 1\n`,
      good.replace('127.0.0.1:0', '${NOT_SET}'),
    ]) {
      writeFileSync(fixture.config, broken);
      expect(await check(fixture)).toEqual(HEALTHY);
    }
  });

  it('of another configuration, where the environment says in which file it left its address', async () => {
    await using fixture = await startFixture();
    const env = { BATCHWATCH_ADDRESS_FILE: fixture.directory.file('address') };
    await using daemon = run(fixture, env);
    await daemon.line('poll complete');
    expect(await check(fixture, { ...env, BATCHWATCH_CONFIG: '/nowhere' })).toEqual(HEALTHY);
  });
});

describe('the health check says why it fails', () => {
  it('when no daemon runs, it was killed, or there is no configuration', async () => {
    await using fixture = await startFixture();
    const why = /^not ready: .+\n$/;
    expect(await check(fixture)).toEqual({ code: 1, said: expect.stringMatching(why) });
    expect(await check(fixture, { BATCHWATCH_CONFIG: '/nowhere' })).toEqual({
      code: 1,
      said: expect.stringMatching(/^not ready: the configuration \/nowhere cannot be read/),
    });
    await using daemon = run(fixture);
    await daemon.line('poll complete');
    await daemon.kill('SIGKILL');
    expect(await check(fixture)).toEqual({ code: 1, said: expect.stringMatching(/ECONNREFUSED/) });
    await using next = run(fixture);
    await next.line('poll complete');
    expect(await check(fixture)).toEqual(HEALTHY);
    await next.kill('SIGTERM');
    expect(await check(fixture)).toEqual({ code: 1, said: expect.stringMatching(/no daemon runs/) });
  });

  it('when the daemon is not ready', async () => {
    await using fixture = await startFixture();
    await using silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    fixture.configure({ target: { endpoint, timeout: '60s' } });
    await using daemon = run(fixture);
    await daemon.line('listening');
    expect(await check(fixture)).toEqual({
      code: 1,
      said: expect.stringMatching(
        /^not ready: the daemon at \S+ says 503: target media was not polled yet\n$/,
      ),
    });
  });

  it('and reads what its owner alone may read', async () => {
    await using fixture = await startFixture();
    await using daemon = run(fixture);
    await daemon.line('listening');
    expect(statSync(`${fixture.store}.address`).mode & 0o777).toBe(0o600);
  });
});
