import type { ChannelContext } from '../channel/base/channel-definition.ts';
import { CHANNELS } from '../channel/channels.ts';
import type { Config } from '../config/schema/schema.ts';
import type { Channel } from '../outbox/channel.ts';
import { ProxyPolicy } from '../platform/http/proxy-policy.ts';
import type { Platform } from '../platform/platform.ts';
import { errorCodes } from '../tencent/advice/error-codes.ts';
import type { CredentialProvider } from '../tencent/request/credentials.ts';
import { refuseUnsendable } from '../tencent/request/refuse-unsendable.ts';
import { credentialsFromConfig } from './tencent-from-config.ts';
import { TENCENT_PAGES } from '../tencent/advice/vendor-pages.ts';

/** Makes the channels that the configuration uses. */
export function channelsFromConfig(
  config: Config,
  platform: Platform,
  store: ChannelContext['store'],
): Channel[] {
  const context = channelContext(config, platform, store);
  return CHANNELS.flatMap((channel) => channel.create(config, context));
}

/** Returns the names of the channels that receivers use. */
export function usedChannels({ receivers }: Pick<Config, 'receivers'>): readonly string[] {
  const used = CHANNELS.filter((channel) =>
    receivers.some((receiver) => channel.recipients(receiver).length > 0),
  );
  return used.map(({ name }) => name);
}

/** The parts of the program that a channel may use. */
export function channelContext(
  config: Config,
  platform: Platform,
  store: ChannelContext['store'],
): ChannelContext {
  return {
    ...platform,
    proxies: new ProxyPolicy(config.proxy, platform.env),
    channelProxies: new ProxyPolicy(config.channels?.proxy ?? config.proxy, platform.env),
    pages: TENCENT_PAGES,
    errorCodes: errorCodes(config.errorCodes),
    store,
    keyOf: keySource(config, platform),
  };
}

/** Keys are asked for when a message needs one. */
function keySource(config: Config, platform: Platform): ChannelContext['keyOf'] {
  let providers: ReadonlyMap<string, CredentialProvider> | undefined;
  return async (name, signal) => {
    providers ??= credentialsFromConfig(config, platform);
    const provider = providers.get(name);
    if (provider === undefined) throw new Error(`no credentials ${name}`);
    const key = await provider.get(signal);
    refuseUnsendable(key);
    return key;
  };
}
