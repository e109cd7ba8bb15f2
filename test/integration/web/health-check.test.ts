import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { startHttpServer } from '../../../src/web/server.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { TestClock } from '../../support/test-clock.ts';
import { localhostCertificate } from '../../support/tls-certificate.ts';

/** Runs the health check of the image, which asks another port here, and tells its exit code. */
async function checkHealth(url: string): Promise<number> {
  const dockerfile = readFileSync(fileURLToPath(new URL('../../../Dockerfile', import.meta.url)), 'utf8');
  const words = /^HEALTHCHECK [^[]*CMD (\[.*\])$/m.exec(dockerfile)?.[1];
  const [, ...args] = JSON.parse(words ?? '[]') as string[];
  const command = args.map((word) => word.replace('9464', new URL(url).port));
  return await new Promise((resolve) => {
    execFile(process.execPath, command, (error) => resolve(error === null ? 0 : Number(error.code)));
  });
}

it.each([['http'], ['https']])(
  'the health check of the image sees by %s whether it is ready',
  async (scheme) => {
    using directory = new TemporaryDirectory();
    const files = { certFile: directory.file('tls.crt'), keyFile: directory.file('tls.key') };
    writeFileSync(files.certFile, localhostCertificate().cert);
    writeFileSync(files.keyFile, localhostCertificate().key);
    let status = 200;
    const app = {
      fetch: ({ url }: Request) =>
        new Response('', { status: new URL(url).pathname === '/readyz' ? status : 404 }),
    };
    const tls = { files, clock: new TestClock(), log: pino({ enabled: false }) };
    const server = await startHttpServer(app, {
      host: '127.0.0.1',
      port: 0,
      ...(scheme === 'https' && { tls }),
    });
    try {
      expect(await checkHealth(server.url)).toBe(0);
      status = 503;
      expect(await checkHealth(server.url)).toBe(1);
    } finally {
      await server.close();
    }
    expect(await checkHealth(server.url)).toBe(1);
  },
);
