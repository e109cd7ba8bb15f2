import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { channelsFromConfig, usedChannels } from '../../../src/app/channels-from-config.ts';
import { receiverSchema } from '../../../src/config/schema/receiver-schema.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { load, SMALLEST } from '../config/config-text.ts';

it.each([
  [['email'], [{ email: { to: ['a@example.com'] } }]],
  [
    ['email', 'teams'],
    [{ email: { to: ['a@example.com'] } }, { teams: { url: 'https://teams.example.com/1' } }],
  ],
  [['alertmanager'], [{ alertmanager: { urls: ['http://127.0.0.1:9093'] } }]],
])('only the channels %j are in use where receivers name no other', (channels, blocks) => {
  const receivers = blocks.map((block, index) => receiverSchema.parse({ name: `r${index}`, ...block }));
  expect(usedChannels({ receivers })).toEqual(channels);
});

describe("an alarm of Tencent's waits, and nothing is sent, when the environment has", () => {
  const GOOD = { TENCENTCLOUD_SECRET_ID: 'AKIDEXAMPLE', TENCENTCLOUD_SECRET_KEY: 'key' };
  it.each([
    ['no key', {}],
    ['a line break in the id', { ...GOOD, TENCENTCLOUD_SECRET_ID: 'AKIDEXAMPLE\n' }],
    ['a letter beyond ASCII in the id', { ...GOOD, TENCENTCLOUD_SECRET_ID: '密EXAMPLE' }],
    ['a line break in the key', { ...GOOD, TENCENTCLOUD_SECRET_KEY: 'k\nk' }],
    ['a line break in the token', { ...GOOD, TENCENTCLOUD_TOKEN: 't\nt' }],
    ['a letter beyond ASCII in the token', { ...GOOD, TENCENTCLOUD_TOKEN: 'é密' }],
  ])('%s', async (_what, env) => {
    const { config } = load({
      ...SMALLEST,
      credentials: { default: { source: 'environment' } },
      receivers: [{ name: 'oncall', tencentAlarm: { policyId: 'cm-1234', endpoint: 'http://127.0.0.1:1' } }],
    });
    const channels = channelsFromConfig(config, { ...PLATFORM, env }, () => Promise.resolve(undefined));
    const channel = channels.find(({ name }) => name === 'tencent_alarm');
    const verdict = await channel?.send(sampleMessage({}), 'cm-1234', {
      signal: new AbortController().signal,
    });
    expect(verdict).toMatchObject({
      outcome: 'temporary',
      reason: 'auth',
      concern: 'channel',
      offered: false,
    });
    expect(JSON.stringify(verdict)).not.toMatch(/EXAMPLE|k\\nk|t\\nt|密/);
    await Promise.all(channels.map(async (one) => await one.close()));
  });
});

const PLATFORM = {
  clock: systemClock,
  random: () => 0,
  newId: () => 'id',
  home: '/',
  hostname: 'test',
  log: pino({ enabled: false }),
  build: { version: '0', revision: 'unknown', node: '24' },
};
