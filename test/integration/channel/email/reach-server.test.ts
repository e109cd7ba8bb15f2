import type { LookupAddress } from 'node:dns';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';

import type { EmailChannelOptions } from '../../../../src/channel/email/send.ts';
import { openUnacceptingPort } from '../../../support/network/black-hole.ts';
import { channelTo } from '../../../support/mail/channel-to.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { startSmtpSink, type SmtpSink } from '../../../support/mail/smtp-sink.ts';
import { TestClock } from '../../../support/test-clock.ts';
import { localhostCertificate, strangerCertificate } from '../../../support/network/tls-certificate.ts';

const never = new AbortController().signal;
const V4 = { address: '127.0.0.1', family: 4 };
const V6 = { address: '::1', family: 6 };
const OTHER_V4 = { address: '127.0.0.2', family: 4 };

/** Sends one mail to a server of that name. */
function send(
  { port }: { port: number },
  addresses: readonly LookupAddress[],
  changes: Partial<EmailChannelOptions> = {},
) {
  const asked: string[] = [];
  const resolveHost = (host: string) => {
    asked.push(host);
    return Promise.resolve(addresses);
  };
  const channel = channelTo(
    { host: 'mail.internal', port },
    { resolveHost, clock: new TestClock(), ...changes },
  );
  const sent = channel.send(sampleMessage(), 'oncall@example.com', { signal: never });
  return { asked, sent };
}

/** Passes connections to another address on to a server. */
async function forward(address: string, sink: SmtpSink, port = sink.port) {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const onward = connect(sink.port, sink.host);
    for (const socket of [client, onward]) open.add(socket.on('error', () => {}));
    client.pipe(onward).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return {
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a mail server', () => {
  it('is where the machine says that its name leads', async () => {
    await using sink = await startSmtpSink();
    const { asked, sent } = send(sink, [V4]);
    expect(await sent).toMatchObject({ outcome: 'delivered' });
    expect(asked).toEqual(['mail.internal']);
  });

  it.each([
    ['the first address refuses', [V6, V4]],
    ['the last address refuses', [V4, V6]],
    ['all but one of a family refuse', [OTHER_V4, { address: '127.0.0.3', family: 4 }, V4]],
  ])('is reached when %s', async (_, addresses) => {
    await using sink = await startSmtpSink();
    expect(await send(sink, addresses).sent).toMatchObject({ outcome: 'delivered' });
    expect(sink.mails).toHaveLength(1);
  });

  it('is reached by IPv6 alone', async () => {
    await using sink = await startSmtpSink();
    await using _ = await forward('::1', sink);
    expect(await send(sink, [V6]).sent).toMatchObject({ outcome: 'delivered' });
  });

  it('is reached at the next address when one never answers', async () => {
    await using hole = await openUnacceptingPort();
    await using sink = await startSmtpSink();
    await using _ = await forward('127.0.0.2', sink, hole.port);
    const { sent } = send(hole, [V4, OTHER_V4], { addressLimit: 50 });
    expect(await sent).toMatchObject({ outcome: 'delivered' });
  });

  it('that refuses at every address is reported with all of them', async () => {
    await using sink = await startSmtpSink();
    await sink.refuse();
    expect(await send(sink, [V6, V4]).sent).toMatchObject({
      outcome: 'temporary',
      reason: 'network',
      hint: 'check-address',
      response: `connect ECONNREFUSED ::1:${sink.port}; connect ECONNREFUSED 127.0.0.1:${sink.port}, while connecting`,
    });
  });

  it('whose name leads nowhere is reported by its name', async () => {
    await using sink = await startSmtpSink();
    const channel = channelTo({ host: 'nowhere.invalid', port: sink.port });
    expect(await channel.send(sampleMessage(), 'oncall@example.com', { signal: never })).toMatchObject({
      reason: 'network',
      hint: 'check-address',
      response: expect.stringMatching(/^getaddrinfo E\w+ nowhere\.invalid, while connecting$/),
    });
  });

  it.each(['tls', 'starttls'] as const)(
    'over %s must show a certificate for the configured name, whatever address was reached',
    async (security) => {
      const right = { security, host: 'localhost', tlsCa: localhostCertificate().cert };
      await using sink = await startSmtpSink({ security });
      expect(await send(sink, [V6, V4], right).sent).toMatchObject({ outcome: 'delivered' });

      const certificate = strangerCertificate();
      await using stranger = await startSmtpSink({ security, certificate });
      // Another name, or the address that was reached, would be the certificate's own.
      expect(await send(stranger, [V6, V4], { ...right, tlsCa: certificate.cert }).sent).toMatchObject({
        reason: 'tls',
        hint: 'wrong-host-name',
      });
      expect(stranger.mails).toEqual([]);
    },
  );

  it('that is stopped while a name is looked up leaves no connection', async () => {
    await using sink = await startSmtpSink();
    const stopping = new AbortController();
    const found = Promise.withResolvers<readonly LookupAddress[]>();
    const channel = channelTo(sink, { resolveHost: () => found.promise });
    const sent = channel.send(sampleMessage(), 'oncall@example.com', { signal: stopping.signal });
    stopping.abort();
    expect(await sent).toMatchObject({ outcome: 'temporary', offered: false });
    found.resolve([V4]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(sink.connections).toBe(0);
  });
});
