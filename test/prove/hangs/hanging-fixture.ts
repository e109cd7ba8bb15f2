import { writeFileSync } from 'node:fs';
import { openBlackHole, openUnacceptingPort } from '../../support/network/black-hole.ts';
import { reservedPort } from '../../support/network/reserved-port.ts';
import { BUCKET, REGION, startFixture } from '../../support/process/fixture.ts';
import { localhostCertificate } from '../../support/network/tls-certificate.ts';
import { jobIdOf } from '../job-ids.ts';
import { LOGIN, startHangingMailServer } from './hanging-mail-server.ts';
import type { ApiHole, SmtpHole } from './holes.ts';

/** A configuration with targets that never answer, a healthy target with a failed job, and a mail server that never ends. */
export async function startHangingFixture(holes: {
  apis: readonly ApiHole[];
  smtp: SmtpHole;
  /** Of the targets that never answer. */
  timeout: string;
}) {
  const opened = new AsyncDisposableStack();
  const fixture = opened.use(await startFixture());
  const smtp = opened.use(await startHangingMailServer(holes.smtp));
  const caFile = fixture.directory.file('ca.pem');
  writeFileSync(caFile, localhostCertificate().cert);
  const apis = await Promise.all(
    holes.apis.map(async (api) => ({
      name: api.replaceAll(' ', '-'),
      hole: opened.use(await (api === 'never accepts' ? openUnacceptingPort() : openBlackHole(api))),
    })),
  );
  const address = `127.0.0.1:${await reservedPort()}`;
  const target = { bucket: BUCKET, region: REGION, schedule: '* * * * * *' };
  fixture.configure({
    smtp: { port: smtp.port, security: smtp.security, caFile, ...LOGIN },
    root: {
      server: { listen: address },
      targets: [
        { ...target, name: 'media', endpoint: fixture.cloud.url },
        ...apis.map(({ name, hole }) => ({
          ...target,
          name,
          endpoint: `http://127.0.0.1:${hole.port}`,
          timeout: holes.timeout,
        })),
      ],
    },
  });
  fixture.cloud.put({ jobId: jobIdOf(1), name: 'nightly', state: 'Failed', creationTime: Date.now() });
  return {
    config: fixture.config,
    directory: fixture.directory,
    /** Of the program's own HTTP server. */
    url: `http://${address}`,
    targets: apis.map(({ name }) => name),
    /** Resolves when the program hangs in each hole that sees it. */
    async met(): Promise<void> {
      const canNotify = [
        ...(holes.smtp.at === 'port' ? [] : [smtp.met]),
        ...apis.filter((_, index) => holes.apis[index] !== 'never accepts').map(({ hole }) => hole.met),
      ];
      await Promise.all(canNotify);
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
