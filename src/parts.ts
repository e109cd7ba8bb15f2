import { readFileSync } from 'node:fs';
import type { Letterhead } from './alerts/compose-message.ts';
import type { Receiver } from './alerts/receiver.ts';
import { createEmailChannel } from './channels/email/create-email-channel.ts';
import type { Config, CredentialsConfig, TargetConfig } from './config/schema.ts';
import type { Channel } from './delivery/channel.ts';
import type { Surroundings } from './surroundings.ts';
import type { CredentialProvider } from './tencent/credentials.ts';
import { createCvmRoleCredentials } from './tencent/credentials/cvm-role.ts';
import { createEnvironmentCredentials } from './tencent/credentials/environment.ts';
import { createLiteralCredentials } from './tencent/credentials/literal.ts';
import { createProfileCredentials } from './tencent/credentials/profile.ts';
import { createTkeOidcCredentials } from './tencent/credentials/tke-oidc.ts';
import { createTencentJobSource } from './tencent/job-source.ts';
import type { Audience } from './watch/announce.ts';
import type { JobSource, SourceEvents } from './watch/job-source.ts';
import type { WatchedTarget } from './watch/watched-target.ts';

/** The one channel there is so far; the label `channel` of the metrics. */
export const EMAIL = 'email';

/** Makes the channels that the configuration names. */
export function createChannels({ smtp }: Config, { clock }: Surroundings): Channel[] {
  if (smtp === undefined) return [];
  const { caFile, ...settings } = smtp;
  const tlsCa = caFile === undefined ? undefined : readFileSync(caFile, 'utf8');
  return [createEmailChannel({ ...settings, tlsCa, clock })];
}

/** Makes one provider per entry of `credentials`, shared by the targets that name it. */
export function createCredentials(
  config: Config,
  surroundings: Surroundings,
): ReadonlyMap<string, CredentialProvider> {
  return new Map(
    Object.entries(config.credentials).map(([name, entry]) => [name, createProvider(entry, surroundings)]),
  );
}

function createProvider(config: CredentialsConfig, { env, home, clock }: Surroundings): CredentialProvider {
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
      return createTkeOidcCredentials({ env, clock });
  }
}

export function createSource(
  target: TargetConfig,
  credentials: ReadonlyMap<string, CredentialProvider>,
  { clock, random, build, events }: Surroundings & { readonly events: SourceEvents },
): JobSource {
  const provider = credentials.get(target.credentials);
  if (provider === undefined) throw new Error(`no credentials ${target.credentials}`);
  return createTencentJobSource({
    ...target,
    credentials: provider,
    filters: target.jobs,
    clock,
    random,
    events,
    userAgent: `batchwatch/${build.version}`,
  });
}

export function toWatchedTarget(target: TargetConfig, { rules }: Config): WatchedTarget {
  return { ...target, filters: JSON.stringify(target.jobs), rules };
}

export function createAudience({ receivers, timezone, server, smtp }: Config, newId: () => string): Audience {
  const letterhead: Letterhead = {
    timezone,
    publicUrl: server.publicUrl,
    messageDomain: smtp === undefined ? 'batchwatch.invalid' : domainOf(smtp.from),
  };
  return {
    receivers: new Map(receivers.map((receiver) => [receiver.name, toReceiver(receiver)])),
    letterhead,
    newIncident: newId,
  };
}

function toReceiver({ name, email }: Config['receivers'][number]): Receiver {
  return { name, channel: EMAIL, recipients: email.to };
}

/** The domain of `address` or `Name <address>`. */
function domainOf(from: string): string {
  return /@([^\s@<>]+)>?\s*$/.exec(from)?.[1] ?? 'batchwatch.invalid';
}
