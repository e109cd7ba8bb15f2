import { expect, it } from 'vitest';
import { composeWecom } from '../../../../src/channel/wecom/compose.ts';
import { wecomSchema } from '../../../../src/channel/wecom/schema.ts';
import { endpointAt } from '../../../../src/channel/base/http/http-endpoint.ts';
import { mergeMessages } from '../../../../src/render/chat/merge-messages.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { sampleJob, sampleMessage } from '../../../support/mail/sample-message.ts';

const STORY: NonNullable<Message['story']> = {
  state: 'open',
  labels: { target: 'media' },
  reason: 'opened',
  openedAt: 0,
  jobs: 1,
  unresolved: 1,
  totals: [{ state: 'Failed', count: 1 }],
  added: 1,
  notes: [],
};

/** What WeCom is sent in place of ten messages. */
function merged(changes: Partial<Message>): string {
  const messages = Array.from({ length: 10 }, (_, at) =>
    sampleMessage({
      incident: `01jd9x2m${at}`,
      publicUrl: 'https://batchwatch.ops.example.com',
      language: 'zh-CN',
      jobs: [sampleJob({ name: '每日视频转码'.repeat(22).slice(0, 128) })],
      story: STORY,
      ...changes,
    }),
  );
  return bodyOf(mergeMessages(messages));
}

/** What WeCom is sent. */
function bodyOf(message: Message): string {
  const block = wecomSchema.parse({
    url: 'https://qyapi.weixin.qq.com/send?key=KEY-OF-A-ROBOT',
    mention: ['ada'],
  });
  const { body } = composeWecom(message, {
    block,
    endpoint: endpointAt('wecom', block.url),
    sentAt: 0,
    pages: TENCENT_PAGES,
    thread: undefined,
    keyOf: () => Promise.reject(new Error('no key')),
  });
  return body;
}

function linesOf(body: string): readonly string[] {
  return JSON.parse(body).markdown.content.split('\n');
}

it('ten messages in one keep the link of each incident, in the shortest of messages', () => {
  const body = merged({});
  for (let at = 0; at < 10; at += 1)
    expect(body).toContain(`https://batchwatch.ops.example.com/incidents/01jd9x2m${at}`);
  expect(Buffer.byteLength(JSON.parse(body).markdown.content)).toBeLessThanOrEqual(4_096);
});

it('ten messages about two incidents, each with another update, fit into the shortest of messages', () => {
  const names = Array.from({ length: 5 }, (_, at) => `${at}${'每日视频转码'.repeat(22)}`.slice(0, 128));
  const messages = ['01jd9x2m0', '01jd9x2m1'].flatMap((incident) =>
    names.map((name) =>
      sampleMessage({ incident, language: 'zh-CN', jobs: [sampleJob({ name })], story: STORY }),
    ),
  );
  const { content } = JSON.parse(bodyOf(mergeMessages(messages))).markdown;
  expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4_096);
  for (const at of names.keys()) expect(content).toContain(`失败：${at}每日`);
});

it('messages in one name each incident as a link, with its counts and its state', () => {
  const acknowledged = { ...STORY, acknowledged: { by: 'alice', at: 0 } };
  const closed = { ...STORY, state: 'closed' as const, closed: { reason: 'manual' as const, at: 0 } };
  const link = '](https://batchwatch.ops.example.com/incidents/01jd9x2m0)';
  const jobs = [sampleJob(), sampleJob({ jobId: 'b2' })];
  const counts = [{ state: 'Failed', count: 2 }];
  const of = (story: Message['story'], kind: Message['kind'] = 'update') =>
    linesOf(merged({ jobs, counts, kind, ...(story !== undefined && { story }) })).find((line) =>
      line.includes(link),
    );
  expect(of({ ...STORY, totals: counts })).toBe(`[2 个任务失败（+1）（media），未认领${link}`);
  expect(of({ ...acknowledged, totals: counts })).toBe(
    `[2 个任务失败（+1）（media），已由 alice 认领${link}`,
  );
  expect(of(closed, 'closing')).toBe(`[已手动恢复：2 个任务失败（media）${link}`);
});

it.each([
  ['waited', '代替 lead'],
  ['free', 'lead 已可收到通知'],
] as const)('messages in one say of each that goes to somebody in place of another: %s', (reason, words) => {
  const fallback = { reason, receiver: 'lead', channel: 'wecom', waited: 600_000 };
  const body = merged({ fallback });
  const lines = linesOf(body).filter((line) => line.includes('](https:'));
  expect(lines).toHaveLength(10);
  for (const line of lines) expect(line).toContain(`未认领，${words}](https:`);
  expect(Buffer.byteLength(JSON.parse(body).markdown.content)).toBeLessThanOrEqual(4_096);
  expect(merged({})).not.toContain(words);
});

it('messages in one mention somebody when one of them would', () => {
  expect(merged({})).toContain('<@ada>');
  expect(merged({ kind: 'closing' })).not.toContain('<@ada>');
  expect(merged({ severity: 'warning' })).not.toContain('<@ada>');
});

it('messages in one have the severity of those that ask for somebody, so that a critical end mentions nobody', () => {
  const opening = sampleMessage({ incident: 'a', kind: 'opening', severity: 'warning' });
  const ended = sampleMessage({ incident: 'b', kind: 'closing', severity: 'critical' });
  const reminder = sampleMessage({ incident: 'c', kind: 'reminder', severity: 'critical' });
  expect(mergeMessages([ended, opening, reminder])).toMatchObject({
    severity: 'warning',
    asking: [{ receiver: 'oncall', severity: 'warning' }],
  });
  expect(mergeMessages([ended, reminder])).toMatchObject({ severity: 'critical' });
  expect(mergeMessages([ended, { ...opening, severity: 'critical' }])).toMatchObject({
    severity: 'critical',
    asking: [{ receiver: 'oncall', severity: 'critical' }],
  });
});
