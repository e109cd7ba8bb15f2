import { expect, it } from 'vitest';
import type { Message } from '../../../src/core/message/message.ts';
import type { Severity } from '../../../src/core/severity.ts';
import { messageOf } from '../../support/contract/channel-run.ts';
import { TestClock } from '../../support/test-clock.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import { startStandIn } from '../../support/vendors/stand-in.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

/** The people of the receivers `oncall` and `lead`, by the key of the channel in a receiver. */
const PEOPLE = {
  wecom: { key: 'mention', oncall: ['ada', 'both'], lead: ['bob', 'both'] },
  dingtalk: {
    key: 'atMobiles',
    oncall: ['13800000001', '13800000003'],
    lead: ['13800000002', '13800000003'],
  },
  feishu: { key: 'at', oncall: ['ou_ada', 'ou_both'], lead: ['ou_bob', 'ou_both'] },
  slack: { key: 'mention', oncall: ['U0ADA', 'U0BOTH'], lead: ['U0BOB', 'U0BOTH'] },
} as const;

const CHATS = VENDORS.filter(({ key }) => key in PEOPLE).map(({ name, title = name }) => title);
const ONCALL = { receiver: 'oncall' } as const;
const LEAD = { receiver: 'lead', messageId: '<a-lead.1@batchwatch.example.com>' } as const;

interface MentionOptions {
  /** Of the receiver `lead`. Left out: critical. */
  mentionFor?: readonly Severity[];
}

/** Sends these messages of one shared chat as one, and returns who is called. */
async function called(
  chat: string,
  messages: readonly Message[],
  { mentionFor = ['critical'] }: MentionOptions = {},
): Promise<readonly string[]> {
  const vendor = VENDORS.find((one) => (one.title ?? one.name) === chat);
  if (vendor === undefined) throw new Error('no vendor');
  const people = PEOPLE[vendor.key as keyof typeof PEOPLE];
  const blocks = [{ [people.key]: people.oncall }, { [people.key]: people.lead, mentionFor }];
  const clock = new TestClock(messageOf('a').createdAt);
  await using server = await startStandIn(vendor.rules(), clock);
  const block = (base: string) => ({ ...vendor.block(base), ...blocks.shift() });
  const [channel] = channelsOf(
    { ...vendor, block },
    { base: server.url, clock, receivers: ['oncall', 'lead'] },
  );
  const merged = channel?.merge?.(messages);
  if (channel === undefined || merged === undefined) throw new Error('it merges nothing');
  const { signal } = new AbortController();
  const verdict = await channel.send(merged, channel.recipient ?? '', { signal });
  expect(verdict.outcome).toBe('delivered');
  await channel.close();
  const named = { ada: people.oncall[0], bob: people.lead[0], both: people.lead[1] };
  const all = server.taken.flatMap(({ mentions }) => mentions);
  return Object.entries(named).flatMap(([who, id]) => all.filter((one) => one === id).map(() => who));
}

it.each(CHATS)(
  'messages of several receivers in one call the people of each, and nobody twice: %s',
  async (chat) => {
    expect(await called(chat, [messageOf('a', ONCALL), messageOf('b', LEAD)])).toEqual([
      'ada',
      'bob',
      'both',
    ]);
  },
);

it.each(CHATS)('the same news for several receivers calls the people of each: %s', async (chat) => {
  expect(await called(chat, [messageOf('a', ONCALL), messageOf('a', LEAD)])).toEqual(['ada', 'bob', 'both']);
});

const FREE = {
  kind: 'update',
  fallback: { reason: 'free', receiver: 'first', channel: 'email', waited: 0 },
} as const;

it.each(CHATS)(
  'that a receiver gets messages again calls nobody, alone and beside others: %s',
  async (chat) => {
    expect(await called(chat, [messageOf('a', { ...LEAD, ...FREE })])).toEqual([]);
    expect(await called(chat, [messageOf('a', { ...LEAD, ...FREE }), messageOf('b', ONCALL)])).toEqual([
      'ada',
      'both',
    ]);
  },
);

it.each<[string, Message[], MentionOptions, string[]]>([
  [
    'a reminder',
    [messageOf('a', { ...ONCALL, kind: 'reminder' }), messageOf('a', LEAD)],
    {},
    ['bob', 'both'],
  ],
  [
    'a warning',
    [messageOf('a', { ...ONCALL, severity: 'warning' }), messageOf('b', LEAD)],
    {},
    ['bob', 'both'],
  ],
  [
    'what its receiver mentions nobody for',
    [messageOf('a', ONCALL), messageOf('b', LEAD)],
    { mentionFor: ['warning'] },
    ['ada', 'both'],
  ],
])(
  'beside %s, messages in one call the people of the others alone',
  async (_what, messages, options, people) => {
    expect(await called('wecom', messages, options)).toEqual(people);
  },
);

it('a warning among critical messages in one calls those who want warnings', async () => {
  const messages = [
    messageOf('a', { ...ONCALL, kind: 'closing' }),
    messageOf('b', { ...LEAD, severity: 'warning' }),
  ];
  expect(await called('wecom', messages, { mentionFor: ['warning'] })).toEqual(['bob', 'both']);
  const both = [messageOf('a', ONCALL), messageOf('b', { ...LEAD, severity: 'warning' })];
  expect(await called('wecom', both, { mentionFor: ['warning'] })).toEqual(['ada', 'bob', 'both']);
});
