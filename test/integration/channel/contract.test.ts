import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { alertmanager } from '../../../src/channel/alertmanager/alertmanager.ts';
import { sampleJob, sampleMessage } from '../../support/mail/sample-message.ts';
import { type Reply, startScriptedServer } from '../../support/network/scripted-server.ts';
import { TestClock } from '../../support/test-clock.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import type { VendorAnswer } from '../../support/vendors/vendor-answer.ts';
import type { Vendor } from '../../support/vendors/vendor.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

/** Sends one message to a server that answers so. Returns the verdict and what the server was asked. */
async function sendTo(vendor: Vendor, reply: Reply, message = sampleMessage()) {
  await using server = await startScriptedServer(() => reply);
  const clock = new TestClock();
  const [channel] = channelsOf(vendor, { base: server.url, clock });
  if (channel === undefined) throw new Error('no channel');
  const sending = channel.send(message, channel.recipient ?? '', { signal: new AbortController().signal });
  // A hang ends by the channel's own deadline.
  if (reply === 'hang') {
    await vi.waitFor(() => expect(server.asked).toHaveLength(1));
    await clock.advance(20_000);
  }
  const verdict = await sending;
  await channel.close();
  return { verdict, asked: server.asked };
}

const toReply = ({ status = 200, headers = {}, body }: VendorAnswer): Reply => ({ status, headers, body });

describe.each(VENDORS)('the channel $name', (vendor) => {
  it('takes what the vendor accepts for delivered', async () => {
    const { verdict } = await sendTo(vendor, toReply(vendor.accepted));
    expect(verdict).toMatchObject({ outcome: 'delivered' });
  });

  it.each(Object.entries(vendor.refused))('gives up what is refused for good: %s', async (_what, answer) => {
    const { verdict } = await sendTo(vendor, toReply(answer));
    expect(verdict).toMatchObject({ outcome: 'permanent', reason: 'permanent' });
  });

  it.each(Object.entries(vendor.throttled))('waits when it is throttled: %s', async (_what, answer) => {
    const { verdict } = await sendTo(vendor, toReply(answer));
    expect(verdict).toMatchObject({ outcome: 'temporary', reason: 'rate_limited' });
    const pause = verdict.outcome === 'delivered' ? 0 : (verdict.pause ?? 0);
    expect(pause).toBeGreaterThanOrEqual((answer.seconds ?? 0) * 1_000);
  });

  it.each([
    ['an unknown code', { body: { errcode: 987_654, code: 987_654, ok: false, error: 'unheard_of' } }],
    ['an empty object', { body: {} }],
    ['a page', { body: '<!doctype html><title>Sign in to this Wi-Fi</title>' }],
    ['nothing', { body: '' }],
    ['a list', { body: '[]' }],
    ['cut JSON', { body: '{"errcode":0' }],
  ] as const)('never takes %s with status 200 for delivered', async (_what, answer) => {
    if (vendor.isStatusEnough) return;
    const { verdict } = await sendTo(vendor, toReply(answer));
    expect(verdict).toMatchObject({ outcome: 'temporary' });
    // What may have been posted is not repeated every other minute.
    const concern = vendor.isIdempotent ? 'channel' : 'unanswered';
    expect(verdict).toMatchObject({ concern });
  });

  it.each([
    ['500', { status: 500, body: 'oops' }],
    ['503', { status: 503, body: '' }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' }],
  ] as const)('tries again after %s', async (_what, answer) => {
    const { verdict, asked } = await sendTo(vendor, toReply(answer));
    expect(verdict).toMatchObject({ outcome: 'temporary' });
    expect(asked).toHaveLength(1);
  });

  it.each(['hang', 'reset'] as const)('does not know what became of a message after a %s', async (reply) => {
    const { verdict } = await sendTo(vendor, reply);
    expect(verdict).toMatchObject({
      outcome: 'temporary',
      concern: vendor.isIdempotent ? 'channel' : 'unanswered',
      offered: true,
    });
  });

  it('keeps within what the vendor takes, and says how much it leaves out', async () => {
    const jobs = Array.from({ length: 300 }, (_, at) =>
      sampleJob({
        jobId: `b${String(at).padStart(32, '0')}`,
        name: '每日视频转码'.repeat(22).slice(0, 128),
        message: '模板不存在'.repeat(200),
      }),
    );
    const story = {
      state: 'open' as const,
      labels: { target: 'media' },
      reason: 'opened',
      openedAt: 0,
      jobs: 300,
      unresolved: 300,
      totals: [{ state: 'Failed', count: 300 }],
      added: 300,
      notes: [],
      acknowledgeUrl: 'http://localhost:9464/acknowledge?t=1',
    };
    const { asked } = await sendTo(
      vendor,
      toReply(vendor.accepted),
      sampleMessage({ jobs, language: 'zh-CN', story }),
    );
    const body = asked[0]?.body ?? '';
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(vendor.maxBytes + 200);
    expect(body).toContain('300');
    expect(body).toMatch(/29\d|300/);
    expect(body).toContain('http://localhost:9464/incidents/01jd9x2m');
  });

  it('shows no secret, though the vendor sends everything back', async () => {
    await using server = await startScriptedServer(({ url, body, headers }) => ({
      status: 500,
      body: `${url} ${JSON.stringify(headers)} ${body}`,
    }));
    const [channel] = channelsOf(vendor, { base: server.url });
    const signal = new AbortController().signal;
    const verdict = await channel?.send(sampleMessage(), channel.recipient ?? '', { signal });
    await channel?.close();
    expect(JSON.stringify([verdict, channel?.recipient])).not.toContain('s3cr3t');
  });

  it('serves two receivers of one destination by one rate', () => {
    const channels = channelsOf(vendor, { base: 'http://127.0.0.1:9', receivers: ['oncall', 'lead'] });
    expect(channels.map(({ name }) => name)).toEqual([vendor.name]);
  });
});

it('an Alertmanager that is named twice is one destination', () => {
  const schema = z.strictObject({ name: z.string(), ...alertmanager.receiverKeys });
  const urls = ['http://127.0.0.1:9093', 'http://127.0.0.1:9093'];
  const receiver = schema.parse({ name: 'oncall', alertmanager: { urls } });
  expect(alertmanager.recipients(receiver)).toHaveLength(1);
});

describe('a test, where the other side keeps an alert until it is resolved', () => {
  const vendor = VENDORS.find(({ name }) => name === 'pagerduty');

  it.each([
    ['the trigger', 0, 1],
    ['the resolve', 1, 2],
  ])('is not delivered while %s is not taken', async (_which, failing, asked) => {
    if (vendor === undefined) throw new Error('no such vendor');
    let requests = 0;
    await using server = await startScriptedServer(() => {
      requests += 1;
      return requests === failing + 1 ? { status: 503, body: '' } : toReply(vendor.accepted);
    });
    const [channel] = channelsOf(vendor, { base: server.url });
    const message = sampleMessage({ kind: 'test', test: { by: 'ada' } });
    const verdict = await channel?.send(message, 'oncall', { signal: new AbortController().signal });
    expect(verdict).toMatchObject({ outcome: 'temporary', concern: 'channel' });
    expect(server.asked).toHaveLength(asked);
    await channel?.close();
  });

  it('ends at once in the body of Alertmanager that a webhook sends', async () => {
    const hook = VENDORS.find(({ name }) => name === 'webhook');
    if (hook === undefined) throw new Error('no such vendor');
    const { verdict, asked } = await sendTo(
      { ...hook, block: alertmanagerHook },
      toReply(hook.accepted),
      sampleMessage({ kind: 'test', test: { by: 'ada' } }),
    );
    expect(verdict).toMatchObject({ outcome: 'delivered' });
    const bodies = asked.map(({ body }) => JSON.parse(body) as { status: string; commonLabels: object });
    expect(bodies.map(({ status }) => status)).toEqual(['firing', 'resolved']);
    expect(bodies[1]?.commonLabels).toEqual(bodies[0]?.commonLabels);
    expect(new Set(asked.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });
});

function alertmanagerHook(base: string) {
  return { url: `${base}/hook/s3cr3t`, format: 'alertmanager' };
}
