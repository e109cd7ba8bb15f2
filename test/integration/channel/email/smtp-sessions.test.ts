import { describe, expect, it } from 'vitest';

import { Secret } from '../../../../src/platform/secret.ts';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { channelTo } from '../../../support/mail/channel-to.ts';
import { startRawMailServer } from '../../../support/mail/raw-mail-server.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { type SmtpFault, type SmtpPhase, startSmtpSink } from '../../../support/mail/smtp-sink.ts';
import { TestClock } from '../../../support/test-clock.ts';
import { localhostCertificate } from '../../../support/network/tls-certificate.ts';

const message = sampleMessage();
const never = { signal: new AbortController().signal };
const login = { username: 'alerts', password: 's3cret' };

describe('one session', () => {
  it('carries many messages after one STARTTLS and one login', async () => {
    const logins: SmtpPhase[] = [];
    await using sink = await startSmtpSink({
      security: 'starttls',
      login,
      script: ({ phase }) => {
        if (phase === 'auth') logins.push(phase);
        return undefined;
      },
    });
    const channel = channelTo(sink, {
      security: 'starttls',
      tlsCa: localhostCertificate().cert,
      username: login.username,
      password: new Secret(login.password),
      clock: new TestClock(),
    });
    for (let sent = 0; sent < 5; sent += 1)
      expect(await channel.send(message, `r${sent}@example.com`, never)).toMatchObject({
        outcome: 'delivered',
      });
    expect(sink.connections).toBe(1);
    expect(logins).toHaveLength(1);
    await channel.close();
    await sink.settled();
  });

  it('goes on after a refused recipient and a refused message, each with its own fate', async () => {
    await using sink = await startSmtpSink({
      script: ({ phase, recipient }) => {
        if (phase === 'rcpt' && recipient === 'gone@example.com')
          return { do: 'reply', code: 550, text: '5.1.1 no such user' };
        if (phase === 'data' && recipient === 'picky@example.com')
          return { do: 'reply', code: 554, text: '5.7.1 spam' };
        return undefined;
      },
    });
    const channel = channelTo(sink, { clock: new TestClock() });
    const fates: string[] = [];
    for (const name of ['a', 'gone', 'b', 'picky', 'c'])
      fates.push((await channel.send(message, `${name}@example.com`, never)).outcome);
    expect(fates).toEqual(['delivered', 'permanent', 'delivered', 'temporary', 'delivered']);
    expect(sink.connections).toBe(1);
    await channel.close();
  });

  it('carries a hundred messages at most', async () => {
    await using sink = await startSmtpSink();
    const channel = channelTo(sink, { clock: new TestClock() });
    for (let sent = 0; sent < 101; sent += 1) await channel.send(message, 'a@example.com', never);
    expect(sink.connections).toBe(2);
    await channel.close();
  });

  it('is ended when it was idle for some seconds', async () => {
    await using sink = await startSmtpSink();
    const clock = new TestClock();
    const channel = channelTo(sink, { clock });
    await channel.send(message, 'a@example.com', never);
    await clock.advance(5 * SECOND);
    await sink.settled();
    expect(await channel.send(message, 'a@example.com', never)).toMatchObject({ outcome: 'delivered' });
    expect(sink.connections).toBe(2);
    await channel.close();
  });

  it.each([
    ['mail', { do: 'drop' }],
    ['rcpt', { do: 'drop' }],
    ['mail', { do: 'reply', code: 421, text: 'too many messages in this session' }],
    ['rcpt', { do: 'reply', code: 421, text: 'idle for too long' }],
  ] as const satisfies readonly (readonly [SmtpPhase, SmtpFault])[])(
    'that the server has ended, as it shows at %s with %o, costs no message a failure',
    async (at, fault) => {
      let times = 0;
      await using sink = await startSmtpSink({
        script: ({ phase }) => (phase === at && ++times === 2 ? fault : undefined),
      });
      const channel = channelTo(sink, { clock: new TestClock() });
      await channel.send(message, 'a@example.com', never);
      expect(await channel.send(message, 'b@example.com', never)).toMatchObject({ outcome: 'delivered' });
      expect(sink.connections).toBe(2);
      expect(sink.mails).toHaveLength(2);
      await channel.close();
    },
  );

  it('that ends after the message was whole is no stale one: the message is not repeated by itself', async () => {
    await using sink = await startSmtpSink({
      script: ({ phase, recipient }) =>
        phase === 'data' && recipient === 'b@example.com' ? { do: 'drop' } : undefined,
    });
    const channel = channelTo(sink, { clock: new TestClock() });
    await channel.send(message, 'a@example.com', never);
    expect(await channel.send(message, 'b@example.com', never)).toMatchObject({
      outcome: 'temporary',
      concern: 'unanswered',
      offered: true,
    });
    expect(sink.mails).toHaveLength(2);
    await channel.close();
  });
});

describe('a session with a server that breaks the protocol', () => {
  it('is ended before the next message, when the server sent a reply too many', async () => {
    await using server = await startRawMailServer(({ command, message: nth }) => {
      if (command === 'MAIL' && nth === 2) return '250 taken once more\r\n250 ok';
      return command === '.' && server.seen.dots === 2 ? '554 5.7.1 spam' : undefined;
    });
    const channel = channelTo(server, { clock: new TestClock() });
    await channel.send(message, 'a@example.com', never);
    expect(await channel.send(message, 'b@example.com', never)).toMatchObject({
      outcome: 'temporary',
      response: '554 5.7.1 spam',
    });
    expect(server.seen).toEqual({ connections: 2, dots: 2 });
    await channel.close();
  });

  it.each([
    ['RSET', '500 what is that'],
    ['MAIL', '452 4.3.2 too many messages in this session'],
    ['MAIL', '450 one message per connection'],
    ['MAIL', '503 5.5.1 nested MAIL command'],
  ])('that answers %s to the second message with %s costs it no failure', async (at, said) => {
    await using server = await startRawMailServer(({ command, message: nth }) => {
      if (command === at && nth === (at === 'MAIL' ? 2 : 1)) return said;
      return command === 'RCPT' && server.seen.connections === 1 ? '550 5.1.1 no such user' : undefined;
    });
    const channel = channelTo(server, { clock: new TestClock() });
    await channel.send(message, 'gone@example.com', never);
    expect(await channel.send(message, 'b@example.com', never)).toMatchObject({ outcome: 'delivered' });
    expect(server.seen).toEqual({ connections: 2, dots: 1 });
    await channel.close();
  });

  it('counts an invitation after the final dot as no answer, so that the message is not repeated at once', async () => {
    await using server = await startRawMailServer(({ command }) =>
      command === '.' ? '354 go on' : undefined,
    );
    const channel = channelTo(server, { clock: new TestClock() });
    expect(await channel.send(message, 'a@example.com', never)).toMatchObject({ concern: 'unanswered' });
    await channel.close();
  });
});

it('a message that waits for its answer is not in the way of another', async () => {
  const answer = Promise.withResolvers<void>();
  await using sink = await startSmtpSink({
    script: ({ phase, recipient }) =>
      phase === 'data' && recipient === 'slow@example.com'
        ? { do: 'wait', until: answer.promise }
        : undefined,
  });
  const channel = channelTo(sink, { clock: new TestClock() });
  const handedOver = Promise.withResolvers<void>();
  const slow = channel.send(message, 'slow@example.com', { ...never, onHandedOver: handedOver.resolve });
  await handedOver.promise;
  expect(await channel.send(message, 'a@example.com', never)).toMatchObject({ outcome: 'delivered' });
  answer.resolve();
  expect(await slow).toMatchObject({ outcome: 'delivered' });
  expect(sink.connections).toBe(2);
  await channel.close();
});

it.each(['greeting', 'ehlo', 'mail', 'rcpt'] as const)(
  'a server that takes 50 s for its reply at %s is waited for',
  async (at) => {
    const clock = new TestClock();
    const answer = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    await using sink = await startSmtpSink({
      script: ({ phase }) => {
        if (phase !== at) return undefined;
        asked.resolve();
        return { do: 'wait', until: answer.promise };
      },
    });
    const channel = channelTo(sink, { clock });
    const sending = channel.send(message, 'a@example.com', never);
    await asked.promise;
    await clock.advance(50 * SECOND);
    answer.resolve();
    expect(await sending).toMatchObject({ outcome: 'delivered' });
    await channel.close();
  },
);

it('an answer to the whole message is waited for nearly ten minutes', async () => {
  const clock = new TestClock();
  const answer = Promise.withResolvers<void>();
  await using sink = await startSmtpSink({
    script: ({ phase }) => (phase === 'data' ? { do: 'wait', until: answer.promise } : undefined),
  });
  const channel = channelTo(sink, { clock });
  const handedOver = Promise.withResolvers<void>();
  const sending = channel.send(message, 'a@example.com', { ...never, onHandedOver: handedOver.resolve });
  await handedOver.promise;
  await clock.advance(9 * MINUTE);
  answer.resolve();
  expect(await sending).toMatchObject({ outcome: 'delivered' });
  await channel.close();
});
