import type { MessageDefaults } from '../render/compose/compose-message.ts';
import type { Receiver } from '../core/receiver.ts';
import type { ChannelContext } from '../channel/base/channel-definition.ts';
import { CHANNELS } from '../channel/channels.ts';
import { createCalendar } from './create-calendar.ts';
import { conditionPolicies } from './create-monitors.ts';
import type { Config, CredentialsConfig } from '../config/schema/schema.ts';
import type { TargetConfig } from '../config/schema/target-schema.ts';
import type { Rule } from '../core/rule/rule.ts';
import type { Channel } from '../outbox/channel.ts';
import { IncidentEngine } from '../engine/incident-engine.ts';
import type { Monitors } from '../engine/base/monitors.ts';
import { ProxyPolicy } from '../platform/http/proxy-policy.ts';
import type { Platform } from '../platform/platform.ts';
import type { CredentialProvider } from '../tencent/request/credentials.ts';
import { createCvmRoleCredentials } from '../tencent/credentials/cvm-role.ts';
import { createEnvironmentCredentials } from '../tencent/credentials/environment.ts';
import { createLiteralCredentials } from '../tencent/credentials/literal.ts';
import { createProfileCredentials } from '../tencent/credentials/profile.ts';
import { createTkeOidcCredentials } from '../tencent/credentials/tke-oidc.ts';
import { readDetails } from '../tencent/job/details.ts';
import { kindOf } from '../tencent/job-kinds.ts';
import type { JobSource, SourceEvents } from '../poll/port/job-source.ts';
import type { PolledTarget } from '../poll/port/polled-target.ts';
import type { AcknowledgeLinks } from '../http/auth/acknowledge-links.ts';
import { errorCodes } from '../tencent/advice/error-codes.ts';
import { TENCENT_PAGES } from '../tencent/advice/vendor-pages.ts';

/** Makes the channels that the configuration uses. */
export function createChannels(
  config: Config,
  platform: Platform,
  store: ChannelContext['store'],
): Channel[] {
  const context = channelContext(config, platform, store);
  return CHANNELS.flatMap((channel) => channel.create(config, context) ?? []);
}

/** What channels may use. */
export function channelContext(
  config: Config,
  platform: Platform,
  store: ChannelContext['store'],
): ChannelContext {
  return { ...platform, proxies: createProxies(config, platform.env), pages: TENCENT_PAGES, store };
}

/** Makes one provider per entry of `credentials`, shared by the targets that name it. */
export function createCredentials(
  config: Config,
  platform: Platform,
): ReadonlyMap<string, CredentialProvider> {
  return new Map(
    Object.entries(config.credentials).map(([name, entry]) => [
      name,
      createProvider(entry, { ...platform, proxies: createProxies(config, platform.env) }),
    ]),
  );
}

/** Decides which way requests over HTTP take. */
export function createProxies({ proxy }: Config, env: Platform['env']): ProxyPolicy {
  return new ProxyPolicy(proxy, env);
}

function createProvider(
  config: CredentialsConfig,
  { env, home, clock, proxies }: Platform & { proxies: ProxyPolicy },
): CredentialProvider {
  switch (config.source) {
    case 'literal':
      return createLiteralCredentials({ ...config, secretId: config.secretId.reveal() });
    case 'environment':
      return createEnvironmentCredentials(env);
    case 'profile':
      return createProfileCredentials({ env, home, clock });
    case 'cvm-role':
      return createCvmRoleCredentials({ clock });
    case 'tke-oidc':
      return createTkeOidcCredentials({ env, clock, proxies });
  }
}

export function createSource(
  target: TargetConfig,
  credentials: ReadonlyMap<string, CredentialProvider>,
  { clock, random, build, events, proxies }: Platform & { events: SourceEvents; proxies: ProxyPolicy },
): JobSource {
  const provider = credentials.get(target.credentials);
  if (provider === undefined) throw new Error(`no credentials ${target.credentials}`);
  const kind = kindOf(target);
  return kind.createSource({
    ...target,
    credentials: provider,
    filters: target[kind.key],
    clock,
    random,
    events,
    proxies,
    userAgent: `batchwatch/${build.version}`,
  });
}

export function toPolledTarget(target: TargetConfig, { rules }: Config): PolledTarget {
  return { ...target, rules: rules.map(toRule) };
}

function toRule(rule: Config['rules'][number]): Rule {
  const { groupBy, repeat, flapping, owner, tooLong, ...rest } = rule;
  return {
    ...rest,
    groupBy,
    repeat,
    flapping: flapping === 'off' ? undefined : flapping,
    owner: owner && { ...owner, receivers: new Map(Object.entries(owner.receivers)) },
    tooLong,
  };
}

/** The receivers, by name. */
export function createReceivers({ receivers }: Config): ReadonlyMap<string, Receiver> {
  const known = receivers.flatMap((receiver) =>
    CHANNELS.map((channel): Receiver => {
      return { name: receiver.name, channel: channel.name, recipients: channel.recipients(receiver) };
    }),
  );
  return new Map(known.filter(({ recipients }) => recipients.length > 0).map((one) => [one.name, one]));
}

/** What every message bears. */
export function createMessageDefaults(config: Config): MessageDefaults {
  const { timezone, language, server } = config;
  const [messageDomain = NO_DOMAIN] = CHANNELS.flatMap((channel) => channel.messageDomain(config) ?? []);
  const { publicUrl } = server;
  return { timezone, language, errorCodes: errorCodes(config.errorCodes), publicUrl, messageDomain };
}

/** Joins what turns transitions into incidents, and incidents into messages. */
export function createIncidentEngine(
  config: Config,
  {
    newId,
    links,
    monitors,
  }: {
    newId: () => string;
    links: Pick<AcknowledgeLinks, 'url'>;
    /** Left out where nobody polls. */
    monitors?: Monitors;
  },
): IncidentEngine {
  const { rules, server } = config;
  return new IncidentEngine(
    {
      rules: rules.map(toRule),
      conditions: conditionPolicies(config),
      receivers: createReceivers(config),
      defaults: createMessageDefaults(config),
      acknowledgeUrl: (incident, link) => links.url(server.publicUrl, { incident, ...link }),
      newIncident: newId,
      details: readDetails,
    },
    createCalendar(config),
    monitors,
  );
}

/** RFC 2606 §2: it can be nobody's. */
const NO_DOMAIN = 'batchwatch.invalid';
