import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { TestClock } from '../../support/test-clock.ts';
import { alertmanagerServer } from '../../support/vendors/alertmanager.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import { dingtalkGroup } from '../../support/vendors/dingtalk.ts';
import { feishuGroup } from '../../support/vendors/feishu.ts';
import { pagerdutyService } from '../../support/vendors/pagerduty.ts';
import { slackBot, slackWebhook } from '../../support/vendors/slack.ts';
import { postTo } from '../../support/vendors/post-to.ts';
import { startStandIn } from '../../support/vendors/stand-in.ts';
import { teamsWorkflow } from '../../support/vendors/teams.ts';
import type { Vendor } from '../../support/vendors/vendor.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';
import { wecomGroup } from '../../support/vendors/wecom.ts';

/** Sends one message by the real channel to the vendor's stand-in, whose clock is `skew` ahead of ours. */
async function sendTo(vendor: Vendor, { skew = 0 }: { skew?: number } = {}) {
  const message = sampleMessage();
  const clock = new TestClock(message.createdAt);
  await using server = await startStandIn(vendor.rules(), { now: () => clock.now() + skew });
  const [channel] = channelsOf(vendor, { base: server.url, clock });
  if (channel === undefined) throw new Error('no channel');
  const { signal } = new AbortController();
  const verdict = await channel.send(message, channel.recipient ?? '', { signal });
  await channel.close();
  return { verdict, taken: server.taken, answers: server.answers };
}

describe.each(VENDORS)('the stand-in of $name', (vendor) => {
  it('takes and shows a message of the real channel', async () => {
    const { verdict, taken, answers } = await sendTo(vendor);
    expect(verdict, JSON.stringify(answers)).toMatchObject({ outcome: 'delivered' });
    expect(taken.map(({ text }) => text.includes('nightly-transcode'))).toEqual([true]);
  });
});

it.each([
  ['webhook', 5 * MINUTE],
  ['dingtalk', 60 * MINUTE],
  ['feishu', 60 * MINUTE],
  ['tencent_alarm', 5 * MINUTE + SECOND],
])('a signature of %s that is too old is refused', async (name, skew) => {
  const vendor = VENDORS.find((one) => one.name === name);
  if (vendor === undefined) throw new Error('no vendor');
  const old = await sendTo(vendor, { skew });
  expect([old.verdict.outcome, old.taken]).toEqual(['permanent', []]);
  const fresh = await sendTo(vendor, { skew: skew - 2 * SECOND });
  expect(fresh.verdict.outcome).toBe('delivered');
});

const repeat = (times: number, after: number, body: unknown) =>
  Array.from({ length: times }, () => ({ after, body }));

const toWecom = () => ({ rules: wecomGroup({ key: 'K' }), path: '/cgi-bin/webhook/send?key=K' });
const asMarkdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });

describe('WeCom', () => {
  it('counts bytes of UTF-8', async () => {
    const answers = await postTo(
      toWecom(),
      { body: asMarkdown('告'.repeat(1_365)) },
      { body: asMarkdown('告'.repeat(1_366)) },
    );
    expect(answers.map(codeOf)).toEqual([0, 40_058]);
  });

  it('takes 20 a minute', async () => {
    const answers = await postTo(toWecom(), ...repeat(21, 2_900, { ...asMarkdown('a') }), {
      after: MINUTE,
      body: asMarkdown('a'),
    });
    expect(answers.map(codeOf)).toEqual([...Array.from({ length: 20 }, () => 0), 45_009, 0]);
  });

  it('knows its keys', async () => {
    expect(
      (await postTo({ ...toWecom(), path: '/cgi-bin/webhook/send?key=L' }, { body: asMarkdown('a') })).map(
        codeOf,
      ),
    ).toEqual([93_000]);
  });
});

describe('DingTalk', () => {
  const path = '/robot/send?access_token=T';
  const body = { msgtype: 'markdown', markdown: { title: 'a', text: '告警' } };

  it.each([
    [false, 130_101],
    [true, undefined],
  ])('punishes the 21st of a minute for ten minutes (by its gate: %s)', async (hasGate, code) => {
    const answers = await postTo(
      { rules: dingtalkGroup({ token: 'T', hasGate }), path },
      ...repeat(21, 100, body),
      { after: 9 * MINUTE, body },
      { after: MINUTE, body },
    );
    expect(answers.slice(19).map(codeOf)).toEqual([0, code, code, 0]);
  });

  it.each([
    ['another token', { token: 'U' }, body, 300_005],
    ['no signature', { secret: 'S' }, body, 310_000],
    ['a missing keyword', { keyword: '值班' }, body, 310_000],
    ['a missing title', {}, { msgtype: 'markdown', markdown: { text: '告警' } }, 40_035],
    ['20,000 bytes', {}, { ...body, padding: 'a'.repeat(20_000) }, 460_101],
  ])('refuses %s', async (_what, settings, sent, code) => {
    const rules = dingtalkGroup({ token: 'T', ...settings });
    expect((await postTo({ rules, path }, { body: sent })).map(codeOf)).toEqual([code]);
  });
});

describe('Feishu', () => {
  const path = '/open-apis/bot/v2/hook/T';
  const body = {
    msg_type: 'interactive',
    card: {
      schema: '2.0',
      header: { title: { content: '告警' } },
      body: { elements: [{ tag: 'markdown', content: 'a' }] },
    },
  };

  it('takes five a second', async () => {
    const answers = await postTo({ rules: feishuGroup({ token: 'T' }), path }, ...repeat(6, 199, body));
    expect(answers.at(4)).toContain('success');
    expect(answers.at(5)).toBe('400 {"code":9499,"msg":"too many request","data":{}}');
  });

  it('takes 100 a minute', async () => {
    const answers = await postTo({ rules: feishuGroup({ token: 'T' }), path }, ...repeat(101, 210, body));
    expect(answers.slice(99).map(codeOf)).toEqual([0, 11_232]);
  });

  it.each([
    ['another token', { token: 'U' }, body, 19_001],
    ['no signature', { secret: 'S' }, body, 19_021],
    ['a missing keyword', { keyword: '值班' }, body, 19_024],
    ['a message without a card', {}, { msg_type: 'interactive' }, 9_499],
    ['20,000 bytes', {}, { ...body, padding: 'a'.repeat(20_000) }, 9_499],
  ])('refuses %s', async (_what, settings, sent, code) => {
    const rules = feishuGroup({ token: 'T', ...settings });
    expect((await postTo({ rules, path }, { body: sent })).map(codeOf)).toEqual([code]);
  });
});

const toHook = () => ({ rules: slackWebhook({ path: '/hook' }), path: '/hook' });
const toBot = () => ({
  rules: slackBot({ token: 'xoxb', channel: 'C1' }),
  path: '/api/chat.postMessage',
  headers: { authorization: 'Bearer xoxb' },
});
const sections = (count: number, length: number) =>
  Array.from({ length: count }, () => ({ type: 'section', text: { text: 'a'.repeat(length) } }));

describe('Slack', () => {
  it('takes one message a second', async () => {
    const answers = await postTo(toHook(), { body: { text: 'a' } }, { after: 999, body: { text: 'a' } });
    expect(answers).toEqual(['200 ok', '429 ']);
  });

  it.each([
    ['a text too long', { text: 'a'.repeat(13_001) }, 'msg_too_long'],
    ['51 blocks', { text: 'a', blocks: sections(51, 1) }, 'invalid_blocks'],
    ['a section too long', { text: 'a', blocks: sections(1, 3_001) }, 'invalid_blocks'],
    ['sections too long together', { text: 'a', blocks: sections(5, 2_900) }, 'msg_too_long'],
    ['no text', {}, 'no_text'],
    ['an unknown thread', { text: 'a', thread_ts: '1.000001' }, 'thread_not_found'],
    ['another channel', { text: 'a', channel: 'C2' }, 'channel_not_found'],
  ])('refuses %s', async (_what, message, error) => {
    const [answer] = await postTo(toBot(), { body: { channel: 'C1', ...message } });
    expect(answer).toContain(error);
  });

  it('knows the threads that it began', async () => {
    const clock = new TestClock();
    const { path, headers } = toBot();
    const known = toBot().rules;
    const ask = (message: object) =>
      known(
        {
          method: 'POST',
          path,
          query: new URLSearchParams(),
          headers,
          body: JSON.stringify({ channel: 'C1', text: 'a', ...message }),
        },
        clock.now(),
      );
    const { body } = ask({});
    await clock.advance(SECOND);
    const ts = (body as { ts: string }).ts;
    expect(ask({ thread_ts: ts }).took?.thread).toBe(ts);
  });
});

it('Teams answers 202 to what it never shows, and refuses 28 kB', async () => {
  const to = { rules: teamsWorkflow({ path: '/flow' }), path: '/flow' };
  expect(await postTo(to, { body: { type: 'message' } }, { body: 'a'.repeat(28_001) })).toEqual([
    '202 ',
    '413 {"error":{"code":"RequestEntityTooLarge"}}',
  ]);
});

it.each([
  [
    'a summary too long',
    { payload: { summary: 'a'.repeat(1_025), source: 's', severity: 'info' } },
    'payload.summary',
  ],
  ['a key too long', { dedup_key: 'a'.repeat(256) }, 'dedup_key'],
  ['an unknown severity', { payload: { summary: 'a', source: 's', severity: 'fatal' } }, 'payload.severity'],
  ['no source', { payload: { summary: 'a', severity: 'info' } }, 'payload.source'],
  ['an unknown action', { event_action: 'open' }, 'event_action'],
  ['another key', { routing_key: 'other' }, 'routing_key'],
])('PagerDuty refuses %s', async (_what, changes, flaw) => {
  const event = {
    routing_key: 'K',
    event_action: 'trigger',
    dedup_key: 'd',
    payload: { summary: 'a', source: 's', severity: 'info' },
  };
  const to = { rules: pagerdutyService({ routingKey: 'K' }), path: '/v2/enqueue' };
  const [good, bad] = await postTo(to, { body: event }, { body: { ...event, ...changes } });
  expect(good).toContain('Event processed');
  expect(bad).toContain(flaw);
});

it('Alertmanager keeps the valid alerts of a list that it refuses', async () => {
  const clock = new TestClock();
  await using server = await startStandIn(alertmanagerServer(), clock);
  const times = { startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-01T00:03:00Z' };
  const body = JSON.stringify([
    { labels: { alertname: 'A' }, annotations: { summary: 'one' }, ...times },
    { labels: {} },
  ]);
  const answer = await fetch(`${server.url}/api/v2/alerts`, { method: 'POST', body });
  expect([answer.status, server.taken.map(({ text }) => text)]).toEqual([400, ['one']]);
});

/** Returns the code in an answer. `undefined`: it has none. */
function codeOf(answer: string): unknown {
  const body: unknown = JSON.parse(answer.slice(4));
  return Object.entries(body ?? {}).find(([key]) => key === 'errcode' || key === 'code')?.[1];
}
