import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { AccessTokens } from '../../../../src/channel/email/oauth2/access-tokens.ts';
import { readHttpProxy } from '../../../../src/platform/http/http-proxy.ts';
import { ProxyPolicy } from '../../../../src/platform/http/proxy-policy.ts';
import { Secret } from '../../../../src/platform/secret.ts';
import { createTkeOidcCredentials } from '../../../../src/tencent/credentials/tke-oidc.ts';
import { MINUTE } from '../../../../src/platform/time.ts';
import { pingWhileWell } from '../../../../src/engine/self-check/ping.ts';
import { startProxy } from '../../../support/network/scripted-proxy.ts';
import { startScriptedServer } from '../../../support/network/scripted-server.ts';
import { TemporaryDirectory } from '../../../support/temporary-directory.ts';
import { TestClock } from '../../../support/test-clock.ts';
import { writeFileSync } from 'node:fs';

const never = new AbortController().signal;

/** A server that only a proxy reaches, under the name `only.internal`. */
async function behindProxy(body: unknown, options: { login?: string } = {}) {
  const stack = new AsyncDisposableStack();
  const server = stack.use(await startScriptedServer(() => ({ body })));
  const hosts = { 'only.internal': Number(new URL(server.url).port) };
  const proxy = stack.use(await startProxy({ hosts, ...options }));
  return {
    server,
    proxy,
    clock: new TestClock(),
    proxies: new ProxyPolicy(readHttpProxy(proxy.url), {}),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** What STS needs of a pod. */
function pod(directory: TemporaryDirectory) {
  writeFileSync(directory.file('token'), 'identity');
  return {
    TKE_REGION: 'ap-beijing',
    TKE_PROVIDER_ID: 'provider',
    TKE_WEB_IDENTITY_TOKEN_FILE: directory.file('token'),
    TKE_ROLE_ARN: 'role',
  };
}

const REFUSED = { login: 'user:right' };

describe('through the proxy go', () => {
  it('requests for keys of a pod', async () => {
    using directory = new TemporaryDirectory();
    const key = { TmpSecretId: 'id', TmpSecretKey: 'key', Token: 'token' };
    await using fixture = await behindProxy({ Response: { Credentials: key, ExpiredTime: 4_000_000_000 } });
    const { clock, proxies } = fixture;
    const options = { env: pod(directory), clock, proxies, url: 'http://only.internal/' };
    expect(await createTkeOidcCredentials(options).get(never)).toMatchObject({ secretId: 'id' });
    expect(fixture.proxy.requests).toEqual(['POST http://only.internal/']);
  });

  it('requests for access tokens', async () => {
    await using fixture = await behindProxy({ access_token: 'access', token_type: 'Bearer' });
    const { clock, proxies } = fixture;
    const login = { clientId: 'id', clientSecret: new Secret('s'), tokenUrl: 'http://only.internal/token' };
    expect((await new AccessTokens({ login, clock, proxies }).get(never)).reveal()).toBe('access');
    expect(fixture.proxy.requests).toEqual(['POST http://only.internal/token']);
    expect(fixture.server.asked[0]?.body).toBe('grant_type=client_credentials&client_id=id&client_secret=s');
  });

  it('pings', async () => {
    await using fixture = await behindProxy('OK');
    const lines = await pingOnce(fixture);
    expect(fixture.proxy.requests).toEqual(['GET http://only.internal/very-secret']);
    expect(lines).toEqual([]);
  });
});

describe('a proxy that wants a login is reported by', () => {
  it('the keys of a pod, with what to do', async () => {
    using directory = new TemporaryDirectory();
    await using fixture = await behindProxy({}, REFUSED);
    const { clock, proxies } = fixture;
    const options = { env: pod(directory), clock, proxies, url: 'http://only.internal/' };
    await expect(createTkeOidcCredentials(options).get(never)).rejects.toMatchObject({
      code: 'proxy-login',
      reason: 'network',
      hint: expect.stringContaining('proxyFile'),
    });
  });

  it('the access tokens, with what to do', async () => {
    await using fixture = await behindProxy({}, REFUSED);
    const { clock, proxies } = fixture;
    const login = { clientId: 'id', clientSecret: new Secret('s'), tokenUrl: 'http://only.internal/token' };
    await expect(new AccessTokens({ login, clock, proxies }).get(never)).rejects.toMatchObject({
      reason: 'network',
      advice: 'proxy-login',
      message: expect.stringContaining('wants a login (407)'),
    });
  });

  it('the ping, with what to do and without its URL', async () => {
    await using fixture = await behindProxy('', REFUSED);
    const [line = ''] = await pingOnce(fixture);
    expect(JSON.parse(line)).toMatchObject({
      msg: 'ping was not answered',
      reason: 'proxy-login',
      hint: expect.stringContaining('proxyFile'),
    });
    expect(line).not.toContain('very-secret');
  });
});

const isWell = () => Promise.resolve(true);

/** Pings once and returns what was logged. */
async function pingOnce({ clock, proxies }: Awaited<ReturnType<typeof behindProxy>>): Promise<string[]> {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const stopping = new AbortController();
  const url = new Secret('http://only.internal/very-secret');
  const running = pingWhileWell({ url, every: MINUTE, isWell, clock, log, proxies }, stopping.signal);
  await expect.poll(() => clock.nextDue, { interval: 5 }).toBe(MINUTE);
  stopping.abort(new Error('stopping'));
  await running;
  return lines;
}
