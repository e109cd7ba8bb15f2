import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../support/contract/channel-run.ts';
import { sampleJob } from '../../support/mail/sample-message.ts';
import { TestClock } from '../../support/test-clock.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import { startStandIn } from '../../support/vendors/stand-in.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

/** Texts that some client draws as a mark, a mention, an emoji or a line of its own. */
const MARKS = [
  '_i_',
  '__b__',
  '*b*',
  '**b**',
  '`c`',
  '```c```',
  '~s~',
  '~~s~~',
  '[a](b)',
  '![i](u)',
  '<@U1>',
  '<!here>',
  '<@all>',
  '@all',
  '@13800000000',
  '<at id=all></at>',
  '<font color="warning">w</font>',
  ':smile:',
  ':+1:',
  '&lt;',
  '&#60;',
  '# h',
  '> q',
  '- l',
  '+ l',
  '* l',
  '---',
  '===',
  '***',
  '\\*',
  '\\',
  'snake_case_name',
  '10:20:30',
  'a|b',
  'x',
] as const;

const CHATS = VENDORS.filter(({ key }) => ['wecom', 'dingtalk', 'feishu', 'slack', 'teams'].includes(key));

/** Sends a message whose jobs have these names and errors, and returns what the reader sees, in half-width signs. */
async function shown(vendor: (typeof CHATS)[number], name: string): Promise<string> {
  const { story, createdAt } = messageOf('i1');
  if (story === undefined) throw new Error('no story');
  const jobs = ['j1', 'j2'].map((jobId) => sampleJob({ jobId, name, code: name, message: name }));
  const message = messageOf('i1', {
    jobs,
    counts: [{ state: 'Failed', count: 2 }],
    story: { ...story, jobs: 2, acknowledged: { by: name, at: createdAt }, notes: [name] },
  });
  const clock = new TestClock(message.createdAt);
  await using server = await startStandIn(vendor.rules(), clock);
  const [channel] = channelsOf(vendor, { base: server.url, clock });
  await channel?.send(message, channel.recipient ?? '', { signal: new AbortController().signal });
  await channel?.close();
  return (server.taken[0]?.text ?? '').normalize('NFKC');
}

describe.each(CHATS)("$name shows a job's text as it is written:", (vendor) => {
  it.each(MARKS)('%s', async (text) => {
    const lines = (await shown(vendor, text)).split('\n');
    expect(lines).toContain(text);
    expect(lines.some((line) => line.startsWith(`Acknowledged by ${text}`))).toBe(true);
    expect(lines.filter((line) => line.includes(`  ${text}  j`))).toHaveLength(2);
  });

  it('any mix of them', async () => {
    const mix = fc
      .array(fc.constantFrom(...MARKS, ' ', '告'), { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join('').trim())
      .filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(mix, async (text) => {
        expect(await shown(vendor, text)).toContain(`  ${text}  j1`);
      }),
      { numRuns: 20 },
    );
  });
});
