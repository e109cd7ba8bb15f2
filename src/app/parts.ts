import type { MessageDefaults } from '../render/compose/compose-message.ts';
import type { Receiver } from '../core/receiver.ts';
import { createEmailChannel } from '../channel/email/send.ts';
import { AccessTokens } from '../channel/email/oauth2/access-tokens.ts';
import { createCalendar } from './create-calendar.ts';
import { conditionPolicies } from './create-monitors.ts';
import { helloName, senderDomain } from '../channel/email/smtp/hello-name.ts';
import type { Config, CredentialsConfig } from '../config/schema/schema.ts';
import type { TargetConfig } from '../config/schema/target-schema.ts';
import type { Rule } from '../core/rule/rule.ts';
import type { Channel } from '../outbox/channel.ts';
import { IncidentEngine } from '../engine/incident-engine.ts';
import type { Monitors } from '../engine/base/monitors.ts';
import { readText } from '../platform/read-text.ts';
import { ProxyPolicy } from '../platform/http/proxy-policy.ts';
import { toAsciiDomain } from '../platform/smtp-address.ts';
import { createRefreshTokenKeeper } from '../channel/email/oauth2/refresh-token-keeper.ts';
import type { Store } from '../store/sqlite/store.ts';
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

/** The one channel there is so far; the label `channel` of the metrics. */
export const EMAIL = 'email';

/** Makes the channels that the configuration names. */
export function createChannels(
  config: Config,
  { clock, log, env, hostname }: Platform,
  /** Absent: what a provider replaces is not kept. */
  store?: Store,
): Channel[] {
  const { smtp } = config;
  if (smtp === undefined) return [];
  const { caFile, oauth2: login, ...settings } = smtp;
  const tlsCa = caFile === undefined ? undefined : readText(caFile);
  const keeper = store && createRefreshTokenKeeper(store, log);
  const tokens = login && new AccessTokens({ login, clock, keeper, proxies: createProxies(config, env) });
  const host = toAsciiDomain(smtp.host);
  const hello = helloName(smtp, hostname);
  return [createEmailChannel({ ...settings, host, hello, tlsCa, tokens, clock, pages: TENCENT_PAGES })];
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
  return new Map(receivers.map((receiver) => [receiver.name, toReceiver(receiver)]));
}

/** What every message bears. */
export function createMessageDefaults({
  timezone,
  language,
  server,
  smtp,
  errorCodes: own,
}: Config): MessageDefaults {
  return {
    timezone,
    language,
    errorCodes: errorCodes(own),
    publicUrl: server.publicUrl,
    messageDomain: toAsciiDomain(messageDomain(smtp)),
  };
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

function toReceiver({ name, email }: Config['receivers'][number]): Receiver {
  return { name, channel: EMAIL, recipients: email.to };
}

function messageDomain(smtp: Config['smtp']): string {
  return smtp === undefined ? NO_DOMAIN : (senderDomain(smtp.from) ?? NO_DOMAIN);
}

/** RFC 2606 §2: it can be nobody's. */
const NO_DOMAIN = 'batchwatch.invalid';
