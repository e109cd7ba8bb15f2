import { describe, expect, it } from 'vitest';

import { Secret } from '../../../../src/platform/secret.ts';
import { channelTo } from '../../../support/mail/channel-to.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { type SmtpFault, type SmtpPhase, startSmtpSink } from '../../../support/mail/smtp-sink.ts';
import { localhostCertificate, strangerCertificate } from '../../../support/network/tls-certificate.ts';

const message = sampleMessage();
const login = { username: 'alerts', password: 's3cret-pässword' };
const credentials = { username: login.username, password: new Secret(login.password) };
const never = new AbortController().signal;

function failingAt(phase: SmtpPhase, fault: SmtpFault) {
  return startSmtpSink({ script: (at) => (at.phase === phase ? fault : undefined) });
}

const reply = (code: number, text: string): SmtpFault => ({ do: 'reply', code, text });

describe('a mail server that is well', () => {
  it('gets the mail for the one recipient, with all of them in To', async () => {
    await using sink = await startSmtpSink();
    const verdict = await channelTo(sink).send(message, 'oncall@example.com', { signal: never });
    expect(verdict).toMatchObject({ outcome: 'delivered', response: expect.stringMatching(/^250 /) });
    const [mail, ...more] = sink.mails;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: ['oncall@example.com'],
      from: 'batchwatch@example.com',
      messageId: message.messageId,
      subject: '[Batchwatch] Failed: nightly-transcode (media)',
      acknowledged: true,
    });
    expect(mail?.headers.get('to')).toMatchObject({ text: 'oncall@example.com, boss@example.com' });
    expect(mail?.text).toContain('Failed  be7d3a5c0f2b44c6a9d1e8f7b6c5d4e3f  nightly-transcode');
  });

  it('is greeted by STARTTLS and logged in to when so configured', async () => {
    await using sink = await startSmtpSink({ security: 'starttls', login });
    const channel = channelTo(sink, {
      security: 'starttls',
      tlsCa: localhostCertificate().cert,
      ...credentials,
    });
    expect(await channel.send(message, 'oncall@example.com', { signal: never })).toMatchObject({
      outcome: 'delivered',
    });
    expect(await channel.verify(never)).toEqual({
      outcome: 'delivered',
      response: 'connected, logged in as alerts',
      recipients: [],
    });
    expect(sink.mails).toHaveLength(1);
  });

  it('is spoken to in TLS from the first byte when so configured', async () => {
    await using sink = await startSmtpSink({ security: 'tls', login });
    const channel = channelTo(sink, { security: 'tls', tlsCa: localhostCertificate().cert, ...credentials });
    expect(await channel.send(message, 'oncall@example.com', { signal: never })).toMatchObject({
      outcome: 'delivered',
    });
  });
});

describe('a recipient or a mail that is refused', () => {
  it.each([
    ['rcpt', 550, 'No such user', 'permanent', 'permanent'],
    ['rcpt', 553, 'Mailbox name not allowed', 'temporary', 'temporary'],
    ['rcpt', 554, '5.7.1 Relay access denied', 'temporary', 'temporary'],
    ['rcpt', 450, 'Greylisted', 'temporary', 'temporary'],
    ['rcpt', 452, 'Mailbox full', 'temporary', 'temporary'],
    ['rcpt', 421, 'Closing', 'temporary', 'temporary'],
    ['data', 554, 'Spam', 'temporary', 'temporary'],
    ['data', 550, '5.1.1 User unknown', 'permanent', 'permanent'],
    ['data', 451, 'Try later', 'temporary', 'temporary'],
    ['data', 421, 'Shutting down', 'temporary', 'temporary'],
  ] as const)(
    'at %s with %i "%s" is %s (%s) for this entry alone',
    async (phase, code, text, outcome, reason) => {
      await using sink = await failingAt(phase, reply(code, text));
      const verdict = await channelTo(sink).send(message, 'oncall@example.com', { signal: never });
      expect(verdict).toMatchObject({ outcome, reason, concern: expect.not.stringMatching(/^channel$/) });
      expect(verdict.response).toMatch(new RegExp(`^${code} .*${text}$`));
    },
  );

  it('does not hold up another recipient of the same message', async () => {
    await using sink = await startSmtpSink({
      script: ({ recipient }) => (recipient === 'gone@example.com' ? reply(550, 'No such user') : undefined),
    });
    const channel = channelTo(sink);
    expect((await channel.send(message, 'gone@example.com', { signal: never })).outcome).toBe('permanent');
    expect((await channel.send(message, 'oncall@example.com', { signal: never })).outcome).toBe('delivered');
    expect(sink.mails.map(({ to }) => to)).toEqual([['oncall@example.com']]);
  });
});

describe('a mail server that takes nothing at all', () => {
  it.each([
    ['greeting', 421, 'Too many connections', 'rate_limited'],
    ['greeting', 421, 'Going down', 'temporary'],
    ['greeting', 554, 'No SMTP service here', 'temporary'],
    ['ehlo', 421, 'Going down', 'temporary'],
    ['mail', 451, 'Local error', 'temporary'],
    ['mail', 550, 'Sender not allowed', 'temporary'],
    ['mail', 530, 'Authentication required', 'auth'],
    ['rcpt', 451, 'Too many messages, slow down', 'rate_limited'],
    ['data', 451, '4.7.1 Rate limit exceeded', 'rate_limited'],
  ] as const)('at %s with %i "%s" is temporary (%s) for the channel', async (phase, code, text, reason) => {
    await using sink = await failingAt(phase, reply(code, text));
    const verdict = await channelTo(sink).send(message, 'oncall@example.com', { signal: never });
    expect(verdict).toMatchObject({ outcome: 'temporary', reason, concern: 'channel' });
    expect(verdict.response).toContain(text);
  });

  it('because the login is wrong says so with a hint and without the password', async () => {
    await using sink = await startSmtpSink({
      login: { ...login, password: 'another' },
      script: ({ phase }) =>
        phase === 'auth' ? reply(535, `no: ${login.password} ${btoa('x:s3cret-')}`) : undefined,
    });
    const verdict = await channelTo(sink, credentials).send(message, 'oncall@example.com', { signal: never });
    expect(verdict).toMatchObject({ outcome: 'temporary', reason: 'auth', concern: 'channel' });
    expect(verdict).toMatchObject({ hint: 'check-login' });
    expect(verdict.response).toContain('535');
    expect(verdict.response).not.toContain(login.password);
  });

  it('is not shown the password when it offers no login', async () => {
    await using sink = await startSmtpSink();
    const verdict = await channelTo(sink, credentials).verify(never);
    expect(verdict).toMatchObject({ outcome: 'temporary', reason: 'auth', concern: 'channel' });
    expect(verdict.response).toContain('offers no login');
  });

  it('because nobody listens is a network fault, and over as soon as it listens again', async () => {
    await using sink = await startSmtpSink();
    const channel = channelTo(sink);
    await sink.refuse();
    expect(await channel.send(message, 'oncall@example.com', { signal: never })).toMatchObject({
      outcome: 'temporary',
      reason: 'network',
      concern: 'channel',
      response: expect.stringContaining('ECONNREFUSED'),
    });
    await sink.resume();
    expect((await channel.send(message, 'oncall@example.com', { signal: never })).outcome).toBe('delivered');
  });
});

describe('TLS that cannot be had', () => {
  it('is never traded for plain text when STARTTLS is missing', async () => {
    await using sink = await startSmtpSink({ security: 'none', login });
    const channel = channelTo(sink, { security: 'starttls', ...credentials });
    const verdict = await channel.send(message, 'oncall@example.com', { signal: never });
    expect(verdict).toMatchObject({ outcome: 'temporary', reason: 'tls', concern: 'channel' });
    expect(sink.mails).toEqual([]);
  });

  it.each(['starttls', 'tls'] as const)(
    'with %s and an unknown authority is a TLS fault',
    async (security) => {
      await using sink = await startSmtpSink({ security });
      const verdict = await channelTo(sink, { security }).send(message, 'oncall@example.com', {
        signal: never,
      });
      expect(verdict).toMatchObject({ outcome: 'temporary', reason: 'tls', concern: 'channel' });
      expect(verdict).toMatchObject({ hint: 'unknown-authority' });
    },
  );

  it.each(['starttls', 'tls'] as const)(
    'with %s and another host’s certificate is a TLS fault',
    async (security) => {
      const certificate = strangerCertificate();
      await using sink = await startSmtpSink({ security, certificate });
      const channel = channelTo(sink, { security, tlsCa: certificate.cert });
      expect(await channel.verify(never)).toMatchObject({ outcome: 'temporary', reason: 'tls' });
    },
  );

  it('because the port speaks plain SMTP is a TLS fault', async () => {
    await using sink = await startSmtpSink();
    expect(await channelTo(sink, { security: 'tls' }).verify(never)).toMatchObject({ reason: 'tls' });
  });
});

describe('a connection that breaks', () => {
  it.each([
    ['greeting', true],
    ['ehlo', true],
    ['mail', false],
    ['rcpt', false],
  ] as const)('at %s is a network fault (channel-wide: %s)', async (phase, channelWide) => {
    await using sink = await failingAt(phase, { do: 'drop' });
    const verdict = await channelTo(sink).send(message, 'oncall@example.com', { signal: never });
    expect(verdict).toMatchObject({
      outcome: 'temporary',
      reason: 'network',
      concern: channelWide ? 'channel' : expect.not.stringMatching(/^channel$/),
    });
  });

  it('after the final dot is temporary, and the next try bears the same Message-ID', async () => {
    await using sink = await startSmtpSink({
      script: ({ phase, time }) => (phase === 'data' && time === 1 ? { do: 'drop' } : undefined),
    });
    const channel = channelTo(sink);
    expect(await channel.send(message, 'oncall@example.com', { signal: never })).toMatchObject({
      outcome: 'temporary',
    });
    expect(await channel.send(message, 'oncall@example.com', { signal: never })).toMatchObject({
      outcome: 'delivered',
    });
    expect(sink.mails.map(({ messageId, acknowledged }) => ({ messageId, acknowledged }))).toEqual([
      { messageId: message.messageId, acknowledged: false },
      { messageId: message.messageId, acknowledged: true },
    ]);
  });
});

describe('the sink itself', () => {
  it('wakes whoever waits as soon as the mail is there', async () => {
    await using sink = await startSmtpSink();
    const awaited = sink.received(({ to }) => to.includes('boss@example.com'));
    await channelTo(sink).send(message, 'oncall@example.com', { signal: never });
    await channelTo(sink).send(message, 'boss@example.com', { signal: never });
    expect((await awaited).to).toEqual(['boss@example.com']);
  });
});
