import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/core/message/message.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { messageOf } from '../../support/contract/channel-run.ts';
import type { ContractSubject } from '../../support/contract/subject.ts';
import { CONTRACT_SUBJECTS } from '../../support/contract/subjects.ts';
import { sampleJob, sampleMessage } from '../../support/mail/sample-message.ts';
import { TestClock } from '../../support/test-clock.ts';

/** Pieces of which attacks on some client are made. */
const PIECES = [
  'https://',
  'http:',
  '//',
  'www.',
  'evil.com',
  'evil.example.cn/login',
  '[',
  ']',
  '](',
  '(',
  ')',
  '<',
  '>',
  '|',
  '!',
  '@',
  '@all',
  '@13800000000',
  '<@U0123>',
  '<!channel>',
  '<@all>',
  '<at id=all></at>',
  '<a href="',
  '">',
  '</a>',
  '<font color="warning">',
  '&lt;',
  '&#60;',
  '&amp;',
  '*',
  '`',
  '\\',
  '\n',
  '\r\n> ',
  '\u202E',
  '\u200B',
  ' ',
  'x',
  '告',
] as const;

const hostile = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 })
  .map((pieces) => pieces.join(''));

/** A message of which an attacker writes every text that comes from a job, from the cloud or from a person. */
const attack = fc.record({ name: hostile, code: hostile, message: hostile, tag: hostile, by: hostile });

/** Sends messages one after the other, and returns what each reader may click, and who is called. */
async function actsOf(subject: ContractSubject, messages: readonly Message[]) {
  const clock = new TestClock(sampleMessage().createdAt);
  await using side = await subject.start(clock);
  const [channel] = side.channels();
  if (channel === undefined) throw new Error('no channel');
  const { signal } = new AbortController();
  for (const message of messages) {
    const verdict = await channel.send(message, channel.recipient ?? 'oncall@example.com', { signal });
    expect(verdict.outcome).toBe('delivered');
    await clock.advance(MINUTE);
  }
  await channel.close();
  return side.arrived().map(({ links, mentions }) => ({ links, mentions }));
}

function messageWith({
  name,
  code,
  message,
  tag,
  by,
}: Record<'name' | 'code' | 'message' | 'tag' | 'by', string>) {
  const plain = messageOf('i1');
  if (plain.story === undefined) throw new Error('no story');
  const jobs = [
    sampleJob({ name, code, message, inputSummary: name, operationSummary: tag, queueId: tag }),
    sampleJob({ name: message, code: name, message: code }),
  ];
  const labels = { target: 'media', code, name };
  return messageOf('i1', {
    jobs,
    story: { ...plain.story, labels, jobs: 2, acknowledged: { by, at: plain.createdAt }, notes: [message] },
  });
}

describe.each(CONTRACT_SUBJECTS)('$name', (subject) => {
  it('makes no text of others a link, a mention or a tag', async () => {
    const harmless = { name: 'a', code: 'b', message: 'c', tag: 'd', by: 'e' };
    const [expected] = await actsOf(subject, [messageWith(harmless)]);
    await fc.assert(
      fc.asyncProperty(fc.array(attack, { minLength: 10, maxLength: 10 }), async (attacks) => {
        for (const acts of await actsOf(subject, attacks.map(messageWith))) expect(acts).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });
});
