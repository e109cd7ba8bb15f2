import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

import { Secret } from '../../../../src/platform/secret.ts';
import { MINUTE, SECOND } from '../../../../src/platform/time.ts';
import { channelTo } from '../../../support/mail/channel-to.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import {
  type SmtpFault,
  type SmtpPhase,
  type SmtpScript,
  type SmtpSinkOptions,
  startSmtpSink,
} from '../../../support/mail/smtp-sink.ts';
import { TestClock } from '../../../support/test-clock.ts';

const message = sampleMessage();
const login = { username: 'alerts', password: 's3cret-pässword' };
const credentials = { username: login.username, password: new Secret(login.password) };
const never = new AbortController().signal;
/** For one reply, and for the answer to the whole message. */
const DEADLINE = 55 * SECOND;
const ANSWER_DEADLINE = 10 * MINUTE;

/** A mail server that falls silent there, and a channel to it by whose clock no time passes before that. */
async function silentAt(at: SmtpPhase, fault: SmtpFault, options: Pick<SmtpSinkOptions, 'login'> = {}) {
  const clock = new TestClock();
  const fallen = Promise.withResolvers<void>();
  const script: SmtpScript = ({ phase }) => {
    if (phase !== at) return undefined;
    fallen.resolve();
    return fault;
  };
  const sink = await startSmtpSink({ ...options, script });
  return {
    channel: channelTo(sink, { clock, ...(options.login && credentials) }),
    async passDeadline() {
      await fallen.promise;
      // For some bytes to come, if any do.
      await setTimeout(20);
      await clock.advance(at === 'data' ? ANSWER_DEADLINE : DEADLINE);
    },
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  };
}

describe('a mail server that falls silent', () => {
  const PHASES: readonly [SmtpPhase, boolean][] = [
    ['greeting', true],
    ['ehlo', true],
    ['mail', false],
    ['rcpt', false],
    ['data', false],
  ];

  it.each(PHASES)('at %s is given up at the deadline (channel-wide: %s)', async (phase, channelWide) => {
    await using silent = await silentAt(phase, { do: 'hang' });
    const sending = silent.channel.send(message, 'oncall@example.com', { signal: never });
    await silent.passDeadline();
    expect(await sending).toMatchObject({
      outcome: 'temporary',
      reason: 'timeout',
      concern: channelWide ? 'channel' : expect.not.stringMatching(/^channel$/),
    });
  });

  it.each(PHASES)('at %s, but for a byte now and then, is given up too', async (phase, channelWide) => {
    await using silent = await silentAt(phase, { do: 'drip', everyMs: 5 });
    const sending = silent.channel.send(message, 'oncall@example.com', { signal: never });
    await silent.passDeadline();
    expect(await sending).toMatchObject({
      outcome: 'temporary',
      reason: 'timeout',
      concern: channelWide ? 'channel' : expect.not.stringMatching(/^channel$/),
    });
  });

  it('at the login is given up as a matter of the channel', async () => {
    await using silent = await silentAt('auth', { do: 'hang' }, { login });
    const verifying = silent.channel.verify(never);
    await silent.passDeadline();
    expect(await verifying).toMatchObject({ reason: 'timeout', concern: 'channel' });
  });

  it.each(PHASES.map(([phase]) => phase))('at %s is left at once when the signal aborts', async (phase) => {
    const stop = new AbortController();
    await using sink = await startSmtpSink({
      script: (at) => {
        if (at.phase !== phase) return undefined;
        setImmediate(() => stop.abort());
        return { do: 'hang' };
      },
    });
    const verdict = await channelTo(sink).send(message, 'oncall@example.com', { signal: stop.signal });
    expect(verdict).toMatchObject({ outcome: 'temporary', response: expect.stringContaining('stopping') });
  });
});
