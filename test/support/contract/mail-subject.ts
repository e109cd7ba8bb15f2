import type { Channel } from '../../../src/outbox/channel.ts';
import { Secret } from '../../../src/platform/secret.ts';
import { MINUTE, type Clock } from '../../../src/platform/time.ts';
import { channelTo } from '../mail/channel-to.ts';
import { startRawMailServer } from '../mail/raw-mail-server.ts';
import { sampleMessage } from '../mail/sample-message.ts';
import { type SmtpFault, type SmtpPhase, startSmtpSink } from '../mail/smtp-sink.ts';
import { TestClock } from '../test-clock.ts';
import { until } from './until.ts';
import type { ContractAnswer, ContractSubject, Offered } from './subject.ts';

const TO = 'oncall@example.com';

/** Mail, as the contract suite tries it, by real SMTP servers. */
export const mailSubject: ContractSubject = {
  channel: 'email',
  name: 'email',
  isIdempotent: false,
  without: {
    'throttled with Retry-After': 'an SMTP reply names no time',
  },
  answers: {
    accepted: { '250': { offer: () => offer() } },
    'refused for good': {
      'no such user': replies('rcpt', 550, '5.1.1 no such user'),
      'too large': replies('data', 552, '5.3.4 message too big'),
    },
    'throttled without Retry-After': {
      'before the mail': replies('mail', 421, '4.7.28 rate limit exceeded'),
      'to the recipient': replies('rcpt', 450, '4.7.1 Too many messages, slow down'),
    },
    'unknown code': { '600': says('600 what now'), '199': says('199 go on') },
    '{}': { '{}': says('{}') },
    'HTML with 200': { page: says('<!doctype html><title>Sign in to this Wi-Fi</title>') },
    empty: { 'an empty line': says('') },
    hang: { 'after the final dot': fails('data', { do: 'hang' }) },
    'reset after the request was written': { 'after the final dot': fails('data', { do: 'drop' }) },
  },
  channelsAt: (address, clock) => [mailTo({ host: '127.0.0.1', port: Number(address) }, clock)],
  async start(clock) {
    const sink = await startSmtpSink();
    return {
      address: String(sink.port),
      channels: () => [mailTo(sink, clock)],
      arrived: () =>
        sink.mails.map(({ text, html, messageId }) => ({
          text,
          links: Array.from(html.matchAll(/<a [^>]*href="([^"]*)"/g), ([, href = '']) => href),
          mentions: [],
          key: messageId,
        })),
      throttles: () => 0,
      [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
    };
  },
  async startEcho(clock) {
    const login = { username: 'alerts', password: 's3cr3t' };
    const echoed = `s3cr3t ${btoa('s3cr3t')} ${btoa('\0alerts\0s3cr3t')}`;
    const sink = await startSmtpSink({
      login,
      script: ({ phase }) =>
        phase === 'auth' ? { do: 'reply', code: 535, text: `5.7.8 not so: ${echoed}` } : undefined,
    });
    const credentials = { username: login.username, password: new Secret(login.password) };
    return {
      channels: () => [channelTo(sink, { clock, ...credentials })],
      echoed: () => echoed,
      [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
    };
  },
};

function mailTo(server: { host: string; port: number }, clock: Clock): Channel {
  return channelTo(server, { clock });
}

function replies(phase: SmtpPhase, code: number, text: string): ContractAnswer {
  return fails(phase, { do: 'reply', code, text });
}

function fails(phase: SmtpPhase, fault: SmtpFault): ContractAnswer {
  return { offer: () => offer({ phase, fault }) };
}

async function offer(failing?: { phase: SmtpPhase; fault: SmtpFault }): Promise<Offered> {
  await using sink = await startSmtpSink({
    script: ({ phase }) => (phase === failing?.phase ? failing.fault : undefined),
  });
  const message = sampleMessage();
  const clock = new TestClock(message.createdAt);
  const channel = mailTo(sink, clock);
  const sending = channel.send(message, TO, { signal: new AbortController().signal });
  if (failing?.fault.do === 'hang') {
    await until(() => sink.mails.length > 0);
    await clock.advance(10 * MINUTE);
  }
  const verdict = await sending;
  await channel.close();
  return { verdict, arrived: sink.mails.length };
}

/** A server that answers the final dot with this line. */
function says(line: string): ContractAnswer {
  return {
    async offer() {
      await using server = await startRawMailServer(({ command }) => (command === '.' ? line : undefined));
      const message = sampleMessage();
      const clock = new TestClock(message.createdAt);
      const channel = mailTo(server, clock);
      const sending = channel.send(message, TO, { signal: new AbortController().signal });
      await until(() => server.seen.dots > 0);
      await Promise.race([sending, clock.advance(10 * MINUTE)]);
      const verdict = await sending;
      await channel.close();
      return { verdict, arrived: server.seen.dots };
    },
  };
}
