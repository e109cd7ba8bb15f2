import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../src/core/severity.ts';
import { arrivalOf } from '../../support/contract/arrival-of.ts';
import { messageOf } from '../../support/contract/channel-run.ts';
import { CONTRACT_SUBJECTS } from '../../support/contract/subjects.ts';
import { sampleJob, sampleMessage } from '../../support/mail/sample-message.ts';
import { startScriptedServer } from '../../support/network/scripted-server.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import type { Vendor } from '../../support/vendors/vendor.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

/** Messages to a destination in a minute, and in a second. Left out: 60, and as many as in a minute. */
const RATES: Readonly<Record<string, { maxPerMinute: number; maxPerSecond?: number }>> = {
  wecom: { maxPerMinute: 20 },
  dingtalk: { maxPerMinute: 20 },
  feishu: { maxPerMinute: 100, maxPerSecond: 5 },
  slack: { maxPerMinute: 60, maxPerSecond: 1 },
};

it.each(VENDORS)('a destination of $name has its usual limit', async (vendor) => {
  const [channel] = channelsOf(vendor, { base: 'http://localhost' });
  const { maxPerMinute, maxPerSecond } = channel ?? {};
  const expected = RATES[vendor.name] ?? { maxPerMinute: 60 };
  expect({ maxPerMinute, maxPerSecond }).toEqual({ maxPerSecond: undefined, ...expected });
  await channel?.close();
});

/** Measures what a vendor limits of a request's body. */
const BUDGETS: Readonly<Record<string, { most: number; sizeOf: (body: string) => number }>> = {
  wecom: { most: 4_096, sizeOf: (body) => Buffer.byteLength(JSON.parse(body).markdown.content) },
  dingtalk: { most: 20_000, sizeOf: (body) => Buffer.byteLength(body) },
  feishu: { most: 20_000, sizeOf: (body) => Buffer.byteLength(body) },
  slack: { most: 12_000, sizeOf: (body) => JSON.parse(body).text.length },
  teams: { most: 20_000, sizeOf: (body) => Buffer.byteLength(body) },
  webhook: { most: 20_000, sizeOf: (body) => Buffer.byteLength(body) },
};

/** Sends a report of so many long lines. Returns the body of the request. */
async function bodyOf(vendor: Vendor, lines: number): Promise<string> {
  await using server = await startScriptedServer(() => ({ status: 200, body: vendor.accepted.body }));
  const [channel] = channelsOf(vendor, { base: server.url });
  const message = sampleMessage({
    kind: 'report',
    jobs: [],
    counts: [],
    report: { title: 'Daily report', lines: Array.from({ length: lines }, () => '每日视频转码 '.repeat(60)) },
  });
  await channel?.send(message, channel.recipient ?? '', { signal: new AbortController().signal });
  await channel?.close();
  return server.asked[0]?.body ?? '';
}

describe.each(VENDORS.filter(({ name }) => name in BUDGETS))('a message to $name', (vendor) => {
  it('stays within the budget, however long its text is', async () => {
    const { most, sizeOf } = BUDGETS[vendor.name] ?? { most: 0, sizeOf: () => 1 };
    const sizes: number[] = [];
    for (let lines = 1; lines <= 40; lines += 1) sizes.push(sizeOf(await bodyOf(vendor, lines)));
    expect(sizes.filter((size) => size > most)).toEqual([]);
    // Long texts were there to be cut.
    expect(Math.max(...sizes)).toBeGreaterThan(most / 4);
  });
});

const MENTIONING = CONTRACT_SUBJECTS.filter(({ channel }) =>
  ['wecom', 'dingtalk', 'feishu', 'slack'].includes(channel),
);

describe.each(MENTIONING)('$name', (subject) => {
  it.each<[Severity, boolean]>([
    ['critical', true],
    ['warning', false],
    ['info', false],
  ])('a %s message, unless the configuration says otherwise, mentions people: %s', async (severity, does) => {
    const { mentions } = await arrivalOf(subject, messageOf('i1', { severity }));
    expect(mentions.length > 0).toBe(does);
  });
});

/** Ten incidents, each with so many earlier messages that nobody has seen, and so long an address of the pages. */
function tenIncidents({ earlier, path }: { earlier: number; path: number }) {
  const publicUrl = `https://batchwatch.example.com/${'p'.repeat(path)}`;
  return Array.from({ length: 10 }, (_, incident) =>
    Array.from({ length: earlier + 1 }, (_none, at) => {
      const name = `${incident}-${at}-${'每日视频转码任务'.repeat(15)}`;
      return messageOf(`incident${incident}`, {
        publicUrl,
        language: 'zh-CN',
        messageId: `<incident${incident}.${at}@batchwatch.example.com>`,
        jobs: [sampleJob({ name, code: '', message: '' })],
      });
    }),
  ).flat();
}

describe.each(VENDORS.filter(({ name }) => name in BUDGETS && name !== 'webhook'))('$name', (vendor) => {
  it.each([
    { earlier: 0, path: 0 },
    { earlier: 1, path: 100 },
    { earlier: 9, path: 0 },
    { earlier: 40, path: 0 },
    { earlier: 3, path: 150 },
  ])('takes ten incidents in one message, each with its link: %j', async (size) => {
    const { most, sizeOf } = BUDGETS[vendor.name] ?? { most: 0, sizeOf: () => 1 };
    const messages = tenIncidents(size);
    await using server = await startScriptedServer(() => ({ status: 200, body: vendor.accepted.body }));
    const people = Array.from({ length: 60 }, (_, at) => `U${String(at).padStart(40, '0')}`);
    const key = { slack: 'mention', wecom: 'mention', feishu: 'at' }[vendor.name];
    const block = (base: string) => ({ ...vendor.block(base), ...(key !== undefined && { [key]: people }) });
    const [channel] = channelsOf({ ...vendor, block }, { base: server.url });
    const merged = channel?.merge?.(messages);
    if (channel === undefined || merged === undefined) throw new Error('it merges nothing');
    await channel.send(merged, channel.recipient ?? '', { signal: new AbortController().signal });
    await channel.close();
    const body = server.asked[0]?.body ?? '';
    expect(sizeOf(body)).toBeLessThanOrEqual(most);
    const linked = messages.filter(({ incident }) => body.includes(`/incidents/${incident}`));
    expect(new Set(linked.map(({ incident }) => incident)).size).toBe(10);
  });
});
