import { pino } from 'pino';
import { expect, it } from 'vitest';
import { channelsFromConfig } from '../../../../src/app/channels-from-config.ts';
import { effectiveYaml } from '../../../../src/config/effective.ts';
import { systemClock } from '../../../../src/platform/time.ts';
import { sampleMessage } from '../../../support/mail/sample-message.ts';
import { startProxy } from '../../../support/network/scripted-proxy.ts';
import { startScriptedServer } from '../../../support/network/scripted-server.ts';
import { load, SMALLEST, withValue } from '../../../unit/config/config-text.ts';

const PLATFORM = {
  clock: systemClock,
  random: () => 0,
  newId: () => 'id',
  env: {},
  home: '/',
  hostname: 'test',
  log: pino({ enabled: false }),
  build: { version: '0', revision: 'unknown', node: '24' },
};

/** Sends a message to a webhook that only the proxy can find. */
async function sendBy(proxy: string, url = 'http://hook.internal/in') {
  const hook = { url, allowHttp: true };
  const tree = withValue(SMALLEST, 'receivers.0.webhook', hook);
  const { config } = load(withValue(tree, 'channels', { proxyFile: 'proxy' }), { files: { proxy } });
  const channels = channelsFromConfig(config, PLATFORM, () => Promise.resolve(undefined));
  const channel = channels.find(({ name }) => name === 'webhook');
  const verdict = await channel?.send(sampleMessage(), channel.recipient ?? '', {
    signal: new AbortController().signal,
  });
  await Promise.all(channels.map((one) => one.close()));
  return { verdict, shown: `${JSON.stringify(verdict)} ${effectiveYaml(config)}` };
}

const withLogin = (url: string, login: string) => url.replace('://', `://${login}@`);
const SECRETS = /us3r|s3cr3t|wr0ng|dXMzcj/;

it('channels over HTTP go by channels.proxy, whose login stands in a file', async () => {
  await using hook = await startScriptedServer(() => ({ status: 204, body: '' }));
  const hosts = { 'hook.internal': Number(new URL(hook.url).port) };
  await using proxy = await startProxy({ hosts, login: 'us3r:s3cr3t' });
  const { verdict, shown } = await sendBy(`${withLogin(proxy.url, 'us3r:s3cr3t')}\n`);
  expect(verdict).toMatchObject({ outcome: 'delivered' });
  expect(proxy.requests).toEqual(['POST http://hook.internal/in']);
  expect(hook.asked).toHaveLength(1);
  expect(JSON.stringify(hook.asked)).not.toMatch(SECRETS);
  expect(shown).not.toMatch(SECRETS);
});

it('a login that the proxy of channels refuses is a failure of the channel, and is not shown', async () => {
  await using hook = await startScriptedServer(() => ({ status: 204, body: '' }));
  const hosts = { 'hook.internal': Number(new URL(hook.url).port) };
  await using proxy = await startProxy({ hosts, login: 'us3r:s3cr3t' });
  const { verdict, shown } = await sendBy(withLogin(proxy.url, 'us3r:wr0ng'));
  expect(verdict).toMatchObject({ outcome: 'temporary', concern: 'channel' });
  expect(hook.asked).toEqual([]);
  expect(shown).not.toMatch(SECRETS);
});

it.each([
  'Proxy-Authorization: Basic dXMzcjpzM2NyM3Q=',
  'no way for us3r:s3cr3t',
  'the password s3cr3t is old',
])('the login of the proxy does not show where the proxy answers %j', async (body) => {
  await using proxy = await startScriptedServer(() => ({ status: 502, body }));
  const { verdict, shown } = await sendBy(withLogin(proxy.url, 'us3r:s3cr3t'));
  expect(verdict).toMatchObject({ outcome: 'temporary', concern: 'channel' });
  expect(shown).not.toMatch(/s3cr3t|dXMzcj/);
});

it('the login of a destination goes there and not into the address that the proxy sees', async () => {
  await using hook = await startScriptedServer(() => ({ status: 204, body: '' }));
  const hosts = { 'hook.internal': Number(new URL(hook.url).port) };
  await using proxy = await startProxy({ hosts });
  const { verdict } = await sendBy(proxy.url, 'http://us3r:p%40ss@hook.internal/in');
  expect(verdict).toMatchObject({ outcome: 'delivered' });
  expect(proxy.requests).toEqual(['POST http://hook.internal/in']);
  expect(hook.asked[0]?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from('us3r:p@ss').toString('base64')}`,
  });
});
