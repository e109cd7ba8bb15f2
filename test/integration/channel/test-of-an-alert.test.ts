import { describe, expect, it } from 'vitest';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { type Reply, startScriptedServer } from '../../support/network/scripted-server.ts';
import { channelsOf } from '../../support/vendors/channels-of.ts';
import type { Vendor } from '../../support/vendors/vendor.ts';
import { VENDORS } from '../../support/vendors/vendors.ts';

const TEST = sampleMessage({ kind: 'test', test: { by: 'ada' } });
const PAGERDUTY = vendorOf('pagerduty');
const HOOK = {
  ...vendorOf('webhook'),
  block: (base: string) => ({ url: `${base}/hook/s3cr3t`, format: 'alertmanager' }),
};

/** Sends a test to a server that answers so, in turn. Returns the verdict and what the server was asked. */
async function sendTest(vendor: Vendor, ...replies: readonly Reply[]) {
  let requests = 0;
  await using server = await startScriptedServer(() => {
    requests += 1;
    return replies[requests - 1] ?? vendor.accepted;
  });
  const [channel] = channelsOf(vendor, { base: server.url });
  if (channel === undefined) throw new Error('no channel');
  const verdict = await channel.send(TEST, 'oncall', { signal: new AbortController().signal });
  await channel.close();
  return { verdict, asked: server.asked };
}

function vendorOf(name: string): Vendor {
  const vendor = VENDORS.find((one) => one.name === name);
  if (vendor === undefined) throw new Error('no such vendor');
  return vendor;
}

describe('a test, where the other side keeps an alert until it is resolved', () => {
  const failure = { status: 503, body: '' };

  it.each([
    ['the trigger', [failure], 1],
    ['the resolve', [PAGERDUTY.accepted, failure], 2],
  ])('is not delivered while %s is not taken', async (_which, replies, times) => {
    const { verdict, asked } = await sendTest(PAGERDUTY, ...replies);
    expect(verdict).toMatchObject({ outcome: 'temporary', concern: 'channel' });
    expect(asked).toHaveLength(times);
  });

  it('ends at once in the body of Alertmanager that a webhook sends', async () => {
    const { verdict, asked } = await sendTest(HOOK);
    expect(verdict).toMatchObject({ outcome: 'delivered' });
    const bodies = asked.map(({ body }) => JSON.parse(body) as { status: string; commonLabels: object });
    expect(bodies.map(({ status }) => status)).toEqual(['firing', 'resolved']);
    expect(bodies[1]?.commonLabels).toEqual(bodies[0]?.commonLabels);
    expect(new Set(asked.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });
});
