import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { ChannelRun, messageOf, putInOutbox } from '../../support/contract/channel-run.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { TestClock } from '../../support/test-clock.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import { startStandIn } from '../../support/vendors/stand-in.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

const INCIDENTS = Array.from({ length: 50 }, (_, at) => `incident-${at}-`);

interface BurstOptions {
  restartAfter?: number;
  /** Of the receiver's way to the vendor. Left out: the messages' own, English. */
  language?: 'zh-CN';
}

/** Lets 50 incidents begin at once, and returns what the vendor took and said. */
async function burst(name: string, { restartAfter, language }: BurstOptions = {}) {
  const found = VENDORS.find((one) => one.name === name);
  if (found === undefined) throw new Error('no vendor');
  const block = (base: string) => ({ ...found.block(base), ...(language !== undefined && { language }) });
  const vendor = { ...found, block };
  const { createdAt } = sampleMessage();
  const clock = new TestClock(createdAt);
  await using temporary = new TemporaryStore(clock);
  const { store } = temporary;
  await using server = await startStandIn(vendor.rules(), clock);
  const begin = () => channelsOf(vendor, { base: server.url, clock });
  for (const incident of INCIDENTS) await putInOutbox(store, begin(), messageOf(incident, { createdAt }));
  if (restartAfter !== undefined) {
    await using run = new ChannelRun(begin(), { store, clock });
    await run.pass(restartAfter);
  }
  await using run = new ChannelRun(begin(), { store, clock });
  await run.pass(3 * MINUTE);
  const states = new Set(await run.states());
  return { taken: server.taken, throttled: server.throttled, states, createdAt };
}

describe.each(['wecom', 'dingtalk'])('50 incidents at once on %s', (name) => {
  it.each([
    ['in one life', {}],
    ['with a restart after some seconds', { restartAfter: 5 * SECOND }],
  ])('are all named within the limit of a minute, and provoke no penalty: %s', async (_what, options) => {
    const { taken, throttled, states, createdAt } = await burst(name, options);
    expect(throttled).toEqual([]);
    expect(states).toEqual(new Set(['sent']));
    const said = taken.map(({ text, links }) => [text, ...links].join('\n'));
    expect(INCIDENTS.filter((incident) => !said.some((text) => text.includes(incident)))).toEqual([]);
    // 20 go out at once. The next may go a minute later, and stands for all that wait.
    expect(Math.max(...taken.map(({ at }) => at)) - createdAt).toBeLessThanOrEqual(MINUTE + 2 * SECOND);
    expect(taken.length).toBeLessThanOrEqual(23);
  });

  it('are written in the language of the way, whether they go out alone or as one', async () => {
    const { taken } = await burst(name, { language: 'zh-CN' });
    expect(taken.length).toBeGreaterThan(20);
    for (const { text } of taken) {
      expect(text).toContain('失败');
      expect(text).not.toMatch(/Failed: |messages in one|unacknowledged/);
    }
  });
});

describe.each([
  // The first message goes out at once. Ten of the others are in each of the next five.
  { name: 'slack', messages: 6, within: 5 * SECOND },
  // Five go out at once, and five more stand for all others.
  { name: 'feishu', messages: 10, within: SECOND },
])('50 incidents at once on $name', ({ name, messages, within }) => {
  it('are all named as soon as the limit of a second allows, and provoke no refusal', async () => {
    const { taken, throttled, states, createdAt } = await burst(name);
    expect(throttled).toEqual([]);
    expect(states).toEqual(new Set(['sent']));
    const said = taken.map(({ text, links }) => [text, ...links].join('\n'));
    expect(INCIDENTS.filter((incident) => !said.some((text) => text.includes(incident)))).toEqual([]);
    expect(taken).toHaveLength(messages);
    expect(Math.max(...taken.map(({ at }) => at)) - createdAt).toBe(within);
  });
});

it.each(['wecom', 'feishu'])(
  'an incident of several receivers who share a chat stands in one message of several alone: %s',
  async (name) => {
    const vendor = VENDORS.find((one) => one.name === name);
    if (vendor === undefined) throw new Error('no vendor');
    const { createdAt } = sampleMessage();
    const clock = new TestClock(createdAt);
    await using temporary = new TemporaryStore(clock);
    const { store } = temporary;
    await using server = await startStandIn(vendor.rules(), clock);
    const receivers = ['oncall', 'lead', 'media'];
    const channels = channelsOf(vendor, { base: server.url, clock, receivers });
    for (const incident of INCIDENTS) {
      for (const receiver of receivers) {
        await putInOutbox(
          store,
          channels,
          messageOf(incident, { receiver, createdAt, messageId: `<${incident}${receiver}.1@example.com>` }),
        );
      }
    }
    await using run = new ChannelRun(channels, { store, clock });
    await run.pass(3 * MINUTE);
    expect(new Set(await run.states())).toEqual(new Set(['sent']));
    const merged = server.taken.map(({ links }) => links).filter((links) => links.length > 2);
    expect(merged.length).toBeGreaterThan(1);
    const named = INCIDENTS.map(
      (incident) => merged.filter((links) => links.some((link) => link.endsWith(`/${incident}`))).length,
    );
    expect(Math.max(...named)).toBe(1);
  },
);
