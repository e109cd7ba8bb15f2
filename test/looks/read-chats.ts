import { pino } from 'pino';
import { channelsFromConfig } from '../../src/app/channels-from-config.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Language, Message } from '../../src/core/message/message.ts';
import type { Chats } from '../../src/demo/chats/chats.ts';
import { startVendors } from '../../src/demo/chats/start-vendors.ts';
import { demoConfig } from '../../src/demo/demo-config.ts';
import type { Channel } from '../../src/outbox/channel.ts';
import { SECOND } from '../../src/platform/time.ts';
import { TestClock } from '../support/test-clock.ts';

/** Sends messages over every channel of the demo but mail, in their order. Returns what the vendors took. */
export async function readChats(messages: readonly Message[], language: Language): Promise<Chats> {
  const clock = new TestClock();
  await using vendors = await startVendors(clock);
  const readFile = () => demoConfig({ ...PLACES, vendors: { [language]: vendors.url } });
  const config = loadConfig({ path: 'batchwatch.yaml', env: {}, readFile });
  const channels = channelsFromConfig(config, { ...PLATFORM, clock }, () => Promise.resolve(undefined));
  const threads = new Map<Channel, string | undefined>();
  for (const message of messages) {
    clock.setNow(message.createdAt + SECOND);
    for (const channel of channels.filter(({ name }) => name !== 'email')) {
      const shown = { ...message, receiver: `chats-${language}` };
      const sending = { signal: AbortSignal.timeout(10 * SECOND), thread: threads.get(channel) };
      const verdict = await channel.send(shown, channel.recipient ?? '', sending);
      if (verdict.outcome !== 'delivered') throw new Error(`${channel.name}: ${verdict.response}`);
      threads.set(channel, threads.get(channel) ?? verdict.thread);
    }
  }
  for (const channel of channels) await channel.close();
  return vendors.chats;
}

const PLACES = {
  listen: '127.0.0.1:9464',
  publicUrl: 'http://localhost:9464',
  store: '/nonexistent/batchwatch.db',
  endpoint: 'http://127.0.0.1:1',
  smtp: { host: '127.0.0.1', port: 25 },
};

const PLATFORM = {
  random: () => 0,
  newId: () => 'id',
  env: {},
  home: '/nonexistent',
  hostname: 'test',
  log: pino({ enabled: false }),
  build: { version: '0', revision: 'unknown', node: '24' },
};
