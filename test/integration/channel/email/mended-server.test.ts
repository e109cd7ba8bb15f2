import { expect, it } from 'vitest';

import { channelTo } from '../../../support/mail/channel-to.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { startSmtpSink } from '../../../support/mail/smtp-sink.ts';
import { TestClock } from '../../../support/test-clock.ts';

const signal = new AbortController().signal;

it.each([
  ['of us', 554, '5.7.1 Relay access denied', 2],
  ['without a reason', 550, 'No', 2],
  ['of an unknown recipient', 550, '5.1.1 No such user', 1],
  ['of a full mailbox', 452, '4.2.2 Mailbox full', 1],
])(
  'after a refusal %s, %i %s, the next message goes by session number %i',
  async (_name, code, text, session) => {
    await using sink = await startSmtpSink({
      script: ({ phase, recipient }) =>
        phase === 'rcpt' && recipient === 'oncall@example.com' ? { do: 'reply', code, text } : undefined,
    });
    const channel = channelTo(sink, { clock: new TestClock() });
    await channel.send(sampleMessage(), 'oncall@example.com', { signal });
    // A process of Postfix or Exim keeps to the configuration that it began with: only a new session sees what was mended.
    await channel.send(sampleMessage(), 'lead@example.com', { signal });
    expect(sink.connections).toBe(session);
    await channel.close();
  },
);
