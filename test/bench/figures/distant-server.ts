import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { createEmailChannel } from '../../../src/channel/email/send.ts';
import { Delivery } from '../../../src/outbox/deliver.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { addNotification } from '../../../src/store/outbox/notifications.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { startSmtpSink } from '../../support/mail/smtp-sink.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { localhostCertificate } from '../../support/network/tls-certificate.ts';
import type { Figure } from '../figure.ts';
import { TENCENT_PAGES } from '../../../src/tencent/advice/vendor-pages.ts';
import { byMail } from '../../support/outbox/by-mail.ts';

const MAILS = 180;
const ONE_WAY_MS = 25;
const LOGIN = { username: 'alerts', password: 'a-password-of-the-bench' };

/** A backlog of 180 mails at a server that is 50 ms away and wants STARTTLS and a login. */
export const distantServer: Figure = {
  name: 'distant-server',
  async measure(report) {
    const certificate = localhostCertificate();
    await using server = await startSmtpSink({ security: 'starttls', certificate, login: LOGIN });
    await using distance = await startDistance(server.port);
    const reference = await sendByPool(distance.port, certificate.cert);
    const before = server.connections;
    const took = await drainOutbox(distance.port, certificate.cert);
    const what = `${MAILS} mails over STARTTLS and login, 50 ms round trip`;
    report({
      what,
      unit: 's',
      goal: { atMost: 40 },
      samples: [took],
      reference: { what: 'nodemailer, its own pool of one connection', samples: [reference] },
    });
    report({ what: `${what}, connections`, unit: '', samples: [server.connections - before] });
  },
};

/** Seconds from the first claim to the last record, with the real outbox. */
async function drainOutbox(port: number, tlsCa: string): Promise<number> {
  await using temporary = new TemporaryStore();
  const { store } = temporary;
  const now = systemClock.now();
  for (let mail = 1; mail <= MAILS; mail += 1) {
    const messageId = `<${mail}.1@example.com>`;
    const message = sampleMessage({ messageId, recipients: ['oncall@example.com'], createdAt: now });
    await store.write((trx) => addNotification(trx, { message, to: byMail(message), detectedAt: now }));
  }
  const channel = createEmailChannel({
    host: 'localhost',
    port,
    security: 'starttls',
    hello: 'batchwatch.example.com',
    username: LOGIN.username,
    password: new Secret(LOGIN.password),
    tlsCa,
    from: 'batchwatch@example.com',
    pages: TENCENT_PAGES,
    maxPerMinute: 100_000,
    clock: systemClock,
  });
  const events = { delivered: () => {}, failed: () => {}, heldByRate: () => {} };
  const log = pino({ level: 'silent' });
  const delivery = new Delivery({ store, channel, clock: systemClock, random: Math.random, log, events });
  const begun = performance.now();
  const undelivered = await delivery.drain(AbortSignal.timeout(300_000));
  const seconds = (performance.now() - begun) / 1_000;
  await channel.close();
  if (undelivered > 0) throw new Error(`${undelivered} mails were not delivered`);
  return seconds;
}

async function sendByPool(port: number, ca: string): Promise<number> {
  const auth = { user: LOGIN.username, pass: LOGIN.password };
  const common = { host: 'localhost', port, requireTLS: true, tls: { ca }, auth };
  const transport = createTransport({ ...common, pool: true, maxConnections: 1, maxMessages: 100 });
  const mail = {
    from: 'bare@example.com',
    to: 'oncall@example.com',
    subject: 'Failed',
    text: 'x'.repeat(4_000),
  };
  const begun = performance.now();
  for (let sent = 0; sent < MAILS; sent += 1) await transport.sendMail(mail);
  const seconds = (performance.now() - begun) / 1_000;
  transport.close();
  return seconds;
}

/** Passes bytes on to a port of this machine, each 25 ms later, in both directions. */
async function startDistance(to: number): Promise<AsyncDisposable & { port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const [from, towards] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (bytes) => void setTimeout(() => towards.write(bytes), ONE_WAY_MS));
      from.on('error', () => towards.destroy());
      from.on('close', () => void setTimeout(() => towards.end(), ONE_WAY_MS));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
