import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { batchwatch, BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { startFixture, type Fixture } from '../../support/process/fixture.ts';
import { startProxy } from '../../support/network/scripted-proxy.ts';
import { startScriptedServer } from '../../support/network/scripted-server.ts';
import { strangerCertificate } from '../../support/network/tls-certificate.ts';

/** The name in the certificate; no DNS leads to it. */
const API = 'mail.example.com';

/** The fixture's cloud, in TLS and behind a proxy that wants a login. */
async function startBehindProxy() {
  const stack = new AsyncDisposableStack();
  const fixture = stack.use(await startFixture());
  const pinged = stack.use(await startScriptedServer(() => ({ body: 'OK' })));
  const certificate = strangerCertificate();
  const open = new Set<TLSSocket>();
  const secure = createServer({ ...certificate }, (socket) => {
    open.add(socket.on('error', () => {}));
    const cloud = connect(Number(new URL(fixture.cloud.url).port), '127.0.0.1').on('error', () => {});
    socket.pipe(cloud).pipe(socket);
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  stack.defer(() => {
    for (const socket of open) socket.destroy();
    secure.close();
  });
  const address = secure.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const hosts = { [API]: port, 'pinged.internal': Number(new URL(pinged.url).port) };
  const proxy = stack.use(await startProxy({ hosts, login: 'us3r:s3cr3t' }));
  writeFileSync(fixture.directory.file('ca.pem'), certificate.cert);
  const env = { NODE_EXTRA_CA_CERTS: fixture.directory.file('ca.pem') };
  return { fixture, pinged, proxy, env, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

function configure(fixture: Fixture, root: Readonly<Record<string, unknown>> = {}) {
  fixture.configure({ target: { endpoint: `https://${API}`, timeout: '5s' }, root });
}

const withLogin = (url: string, login: string) => url.replace('://', `://${login}@`);

describe.concurrent('behind a proxy', () => {
  it('the program of the environment polls, pings and mails, and shows no login', async () => {
    await using setup = await startBehindProxy();
    const { fixture, proxy } = setup;
    const ping = 'http://pinged.internal/uuid';
    configure(fixture, { watchdog: { receivers: [], ping, every: '1s', allowHttp: true } });
    const url = withLogin(proxy.url, 'us3r:s3cr3t');
    const env = { ...setup.env, HTTPS_PROXY: url, HTTP_PROXY: url };
    await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { env });
    await daemon.line('poll complete');
    await expect.poll(() => proxy.requests).toContain(`GET ${ping}`);
    fixture.cloud.put({ jobId: 'b1', name: 'failed', state: 'Failed', creationTime: Date.now() });
    await fixture.smtp.received();
    expect(new Set(proxy.tunnels)).toEqual(new Set([`${API}:443`]));
    expect(`${daemon.stdout}${daemon.stderr}`).not.toMatch(/us3r|s3cr3t|dXMzcj/);
  });

  it('a login that is refused is reported with what to do, and taken up when its file is mended', async () => {
    await using setup = await startBehindProxy();
    const { fixture, proxy } = setup;
    const proxyFile = fixture.directory.file('proxy');
    writeFileSync(proxyFile, withLogin(proxy.url, 'us3r:wr0ng'));
    configure(fixture, { proxyFile });
    const check = await batchwatch(['check', '--online', '--config', fixture.config], setup.env);
    expect(check.stdout).toContain('refuses the login (407)');
    expect(check.stdout).toContain('Check user and password in proxy');
    expect(check.stdout).toContain(`proxy: ${withLogin(proxy.url, '***')}`);

    await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { env: setup.env });
    expect(await daemon.line('poll failed')).toMatchObject({
      reason: 'network',
      err: { code: 'proxy-login', hint: expect.stringContaining('proxyFile') },
    });
    writeFileSync(proxyFile, withLogin(proxy.url, 'us3r:s3cr3t'));
    await daemon.line('poll complete');
    const shown = `${check.stdout}${check.stderr}${daemon.stdout}${daemon.stderr}`;
    expect(shown).not.toMatch(/us3r|s3cr3t|wr0ng|dXMzcj/);
  });
});
