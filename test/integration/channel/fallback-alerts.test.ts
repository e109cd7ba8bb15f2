import { describe, expect, it } from 'vitest';
import type { FallbackReason } from '../../../src/core/incident/message-fallback.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { story } from '../../looks/sample-parts.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { startScriptedServer } from '../../support/network/scripted-server.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

const STORY = story({ rule: 'failures', openedAt: 0 });

/** The message about incident `i1`, and those that go out in place of another receiver. */
const OWN = sampleMessage({ incident: 'i1', messageId: '<i1-1.1@example.com>', createdAt: 0, story: STORY });

function inPlace(reason: FallbackReason | 'free', place: number): Message {
  const fallback = { reason, receiver: 'oncall', channel: 'wecom', waited: 600_000 };
  return { ...OWN, messageId: `<i1-f7-1.${place}@example.com>`, receiver: 'lead', fallback };
}

/** The parts of a body that a program goes by. */
interface Seen {
  key: unknown;
  isOver: boolean;
}

const READERS: Readonly<Record<string, { block: object; read: (body: string) => Seen }>> = {
  pagerduty: {
    block: {},
    read(body) {
      const { dedup_key: key, event_action: action } = JSON.parse(body);
      return { key, isOver: action === 'resolve' };
    },
  },
  webhook: {
    block: { format: 'alertmanager' },
    read(body) {
      const { groupKey, status, alerts } = JSON.parse(body);
      return { key: [groupKey, alerts[0].fingerprint], isOver: status === 'resolved' };
    },
  },
  alertmanager: {
    block: {},
    read(body) {
      const [{ labels, endsAt }] = JSON.parse(body);
      return { key: labels, isOver: Date.parse(endsAt) <= Date.now() };
    },
  },
};

/** Sends messages by a channel. Returns what the other side reads, request by request. */
async function seenBy(name: string, messages: readonly Message[], options = {}): Promise<Seen[]> {
  const vendor = VENDORS.find((one) => one.name === name);
  const reader = READERS[name];
  if (vendor === undefined || reader === undefined) throw new Error(`no vendor ${name}`);
  await using server = await startScriptedServer(() => vendor.accepted);
  const [channel] = channelsOf(
    { ...vendor, block: (base) => ({ ...vendor.block(base), ...reader.block }) },
    { base: server.url },
  );
  for (const message of messages) {
    const sending = { signal: new AbortController().signal, ...options };
    const verdict = await channel?.send(message, channel.recipient ?? '', sending);
    expect(verdict).toMatchObject({ outcome: 'delivered' });
  }
  await channel?.close();
  return server.asked.map(({ body }) => reader.read(body));
}

describe.each(Object.keys(READERS))('in %s', (name) => {
  it('an alert in place of another receiver ends when that one can be reached again, and leaves its own alone', async () => {
    const [own, begun, ended] = await seenBy(name, [OWN, inPlace('waited', 1), inPlace('free', 2)]);
    expect([own?.isOver, begun?.isOver, ended?.isOver]).toEqual([false, false, true]);
    expect(ended?.key).toEqual(begun?.key);
    expect(own?.key).not.toEqual(begun?.key);
  });

  it('an alert of an incident that has ended is ended again when it is sent again', async () => {
    const seen = await seenBy(name, [OWN], { isLeftOpen: true });
    expect(seen.map(({ isOver }) => isOver)).toEqual([false, true]);
  });

  it('an end that is sent again ends its alert once', async () => {
    const closing = { ...OWN, kind: 'closing' as const, closed: { end: 'recovered' as const, at: 0 } };
    const seen = await seenBy(name, [closing], { isLeftOpen: true });
    expect(seen.map(({ isOver }) => isOver)).toEqual([true]);
  });
});
