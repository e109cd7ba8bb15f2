import { writeFileSync } from 'node:fs';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { startHttpServer } from '../../../src/http/server.ts';
import { BatchwatchProcess } from '../../support/process/batchwatch-process.ts';
import { TemporaryDirectory } from '../../support/temporary-directory.ts';
import { TestClock } from '../../support/test-clock.ts';
import { localhostCertificate } from '../../support/network/tls-certificate.ts';

it('a command works by a daemon whose CA NODE_EXTRA_CA_CERTS names, and says so where it does not', async () => {
  using directory = new TemporaryDirectory();
  const files = { certFile: directory.file('tls.crt'), keyFile: directory.file('tls.key') };
  const { cert, key } = localhostCertificate();
  writeFileSync(files.certFile, cert);
  writeFileSync(files.keyFile, key);
  const answers = { fetch: () => Response.json({ language: 'en', timezone: 'UTC', items: [] }) };
  const tls = { files, clock: new TestClock(), log: pino({ enabled: false }) };
  const server = await startHttpServer(answers, { host: '127.0.0.1', port: 0, tls });
  try {
    const args = ['jobs', '--url', server.url];
    await using trusting = new BatchwatchProcess(args, { env: { NODE_EXTRA_CA_CERTS: files.certFile } });
    expect([(await trusting.ended).code, trusting.stdout]).toEqual([0, 'no jobs\n']);
    await using wary = new BatchwatchProcess(args);
    expect((await wary.ended).code).toBe(69);
    expect(wary.stderr).toMatch(
      /^batchwatch: the daemon cannot be reached .*\nhint: .* NODE_EXTRA_CA_CERTS\.\n$/,
    );
  } finally {
    await server.close();
  }
});
