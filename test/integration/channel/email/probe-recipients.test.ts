import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/platform/secret.ts';
import { channelTo } from '../../../support/mail/channel-to.ts';
import { startSmtpSink, type SmtpFault, type SmtpPhase } from '../../../support/mail/smtp-sink.ts';
import { localhostCertificate } from '../../../support/network/tls-certificate.ts';

const never = new AbortController().signal;

/** A server that answers each recipient as said here, and notes how far each session came. */
async function serverSaying(replies: Readonly<Record<string, string>>, options: object = {}) {
  const phases: string[] = [];
  const sink = await startSmtpSink({
    ...options,
    script: ({ phase, recipient }): SmtpFault | undefined => {
      phases.push(recipient === undefined ? phase : `${phase} ${recipient}`);
      const [, code, text = ''] = /^(\d+) (.*)$/.exec(replies[recipient ?? phase] ?? '') ?? [];
      return code === undefined ? undefined : { do: 'reply', code: Number(code), text };
    },
  });
  return { sink, phases, [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose]() };
}

describe('asking a mail server for recipients', () => {
  it('ends before DATA, and says of each address what the server said', async () => {
    await using server = await serverSaying({
      'gone@example.com': '550 5.1.1 no such user',
      'full@example.com': '452 4.2.2 mailbox full',
    });
    const asked = ['oncall@example.com', 'gone@example.com', 'full@example.com', 'boss@example.com'];
    const { recipients, ...verdict } = await channelTo(server.sink).verify(never, asked);
    expect(verdict).toEqual({ outcome: 'delivered', response: 'connected' });
    expect(recipients).toEqual([
      { recipient: 'oncall@example.com', verdict: expect.objectContaining({ outcome: 'delivered' }) },
      {
        recipient: 'gone@example.com',
        verdict: expect.objectContaining({ outcome: 'permanent', response: '550 5.1.1 no such user' }),
      },
      {
        recipient: 'full@example.com',
        verdict: expect.objectContaining({ outcome: 'temporary', response: '452 4.2.2 mailbox full' }),
      },
      { recipient: 'boss@example.com', verdict: expect.objectContaining({ outcome: 'delivered' }) },
    ]);
    await server.sink.settled();
    expect(server.sink.mails).toEqual([]);
    expect(server.phases.filter((phase) => phase.startsWith('data'))).toEqual([]);
    expect(server.sink.connections).toBe(1);
  });

  it('is done over TLS and behind the login, as mail is sent', async () => {
    const login = { username: 'alerts', password: 'right' };
    await using server = await serverSaying({}, { security: 'starttls', login });
    const channel = channelTo(server.sink, {
      security: 'starttls',
      tlsCa: localhostCertificate().cert,
      username: 'alerts',
      password: new Secret('right'),
    });
    expect(await channel.verify(never, ['oncall@example.com'])).toMatchObject({
      outcome: 'delivered',
      response: 'connected, logged in as alerts',
      recipients: [{ recipient: 'oncall@example.com', verdict: { outcome: 'delivered' } }],
    });
    expect(server.phases).toEqual(expect.arrayContaining(['starttls', 'auth', 'mail']));
  });

  it.each<[SmtpPhase, string]>([
    ['mail', '550 5.7.60 not owned by user alerts'],
    ['mail', '451 4.7.1 try later'],
  ])('a sender refused at %s is a matter of the channel: %s', async (phase, reply) => {
    await using server = await serverSaying({ [phase]: reply });
    const verification = await channelTo(server.sink).verify(never, ['oncall@example.com']);
    expect(verification).toMatchObject({ outcome: 'temporary', response: reply, recipients: [] });
  });

  it('a server that ends the session leaves what it had said before', async () => {
    await using server = await serverSaying({ 'b@example.com': '421 4.7.0 too many errors' });
    const asked = ['a@example.com', 'b@example.com', 'c@example.com'];
    const { recipients, ...verdict } = await channelTo(server.sink).verify(never, asked);
    expect(verdict).toMatchObject({ outcome: 'temporary', response: '421 4.7.0 too many errors' });
    expect(recipients.map(({ recipient }) => recipient)).toEqual(['a@example.com']);
  });

  it('asks twenty at once, for servers bound that', async () => {
    await using server = await serverSaying({});
    const asked = Array.from({ length: 45 }, (_, place) => `r${place}@example.com`);
    const { recipients } = await channelTo(server.sink).verify(never, asked);
    expect(recipients.map(({ recipient }) => recipient)).toEqual(asked);
    expect(server.phases.filter((phase) => phase === 'mail')).toHaveLength(3);
  });

  it('a hostile address adds no command', async () => {
    await using server = await serverSaying({});
    await channelTo(server.sink).verify(never, ['a@example.com>\r\nDATA\r\n']);
    expect(server.phases.filter((one) => /^(rcpt|data)/.test(one))).toEqual(['rcpt a@example.comDATA']);
  });
});
