import { describe, expect, it } from 'vitest';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { startScriptedServer } from '../../support/network/scripted-server.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import type { Vendor } from '../../support/vendors/vendor.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

const signal = new AbortController().signal;

function vendorOf(key: string, isThat: (block: object) => boolean = () => true): Vendor {
  const found = VENDORS.find((vendor) => vendor.key === key && isThat(vendor.block('http://localhost')));
  if (found === undefined) throw new Error(`no vendor ${key}`);
  return found;
}

const SLACK_BOT = vendorOf('slack', (block) => 'token' in block);

describe('an address that stands in for a vendor', () => {
  it.each([
    ['slack', 'apiUrl', '', '/api/chat.postMessage'],
    ['slack', 'apiUrl', '/', '/api/chat.postMessage'],
    ['slack', 'apiUrl', '/api', '/api/chat.postMessage'],
    ['slack', 'apiUrl', '/gate/slack/api/', '/gate/slack/api/chat.postMessage'],
    ['pagerduty', 'url', '', '/v2/enqueue'],
    ['pagerduty', 'url', '/v2/enqueue', '/v2/enqueue'],
    ['pagerduty', 'url', '/gate/enqueue', '/gate/enqueue'],
    ['tencentAlarm', 'endpoint', '', '/'],
    ['tencentAlarm', 'endpoint', '/monitor', '/monitor'],
  ])('of %s: %s with the path "%s" gets messages at %s', async (key, name, path, asked) => {
    const vendor = key === 'slack' ? SLACK_BOT : vendorOf(key);
    await using server = await startScriptedServer(() => ({ status: 200, body: vendor.accepted.body }));
    const [channel] = channelsOf(
      { ...vendor, block: (base) => ({ ...vendor.block(base), [name]: `${base}${path}` }) },
      { base: server.url },
    );
    await channel?.send(sampleMessage(), channel.recipient ?? '', { signal });
    await channel?.close();
    expect(server.asked.map(({ url }) => url)).toEqual([asked]);
  });
});

describe("the probe of Slack's bot", () => {
  it.each([
    [{ ok: true, team: 'ops', user: 'batchwatch' }, { outcome: 'delivered' }],
    [{ ok: false, error: 'invalid_auth' }, { outcome: 'permanent' }],
    [{ ok: false, error: 'ratelimited' }, { outcome: 'temporary' }],
    [{ ok: false, error: 'words of tomorrow' }, { outcome: 'temporary' }],
    [{}, { outcome: 'temporary' }],
  ])('takes %j of auth.test for %j, and writes nothing', async (body, verdict) => {
    await using server = await startScriptedServer(() => ({ status: 200, body }));
    const [channel] = channelsOf(SLACK_BOT, { base: server.url });
    expect(await channel?.verify(signal)).toMatchObject(verdict);
    await channel?.close();
    expect(server.asked.map(({ url }) => url)).toEqual(['/api/auth.test']);
  });

  it('shows no token that the answer repeats', async () => {
    const body = { ok: false, error: 'invalid_auth', token: 'xoxb-s3cr3t' };
    await using server = await startScriptedServer(() => ({ status: 200, body }));
    const [channel] = channelsOf(SLACK_BOT, { base: server.url });
    expect(JSON.stringify(await channel?.verify(signal))).not.toContain('s3cr3t');
    await channel?.close();
  });
});
