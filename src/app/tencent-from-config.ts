import type { Config, CredentialsConfig } from '../config/schema/schema.ts';
import type { TargetConfig } from '../config/schema/target-schema.ts';
import { ProxyPolicy } from '../platform/http/proxy-policy.ts';
import type { Platform } from '../platform/platform.ts';
import type { CredentialProvider } from '../tencent/request/credentials.ts';
import { createCvmRoleCredentials } from '../tencent/credentials/cvm-role.ts';
import { createEnvironmentCredentials } from '../tencent/credentials/environment.ts';
import { createLiteralCredentials } from '../tencent/credentials/literal.ts';
import { createProfileCredentials } from '../tencent/credentials/profile.ts';
import { createTkeOidcCredentials } from '../tencent/credentials/tke-oidc.ts';
import { kindOf } from '../tencent/job-kinds.ts';
import type { JobSource, SourceEvents } from '../poll/port/job-source.ts';

/** Makes one provider per entry of `credentials`, shared by the targets that name it. */
export function credentialsFromConfig(
  config: Config,
  platform: Platform,
): ReadonlyMap<string, CredentialProvider> {
  return new Map(
    Object.entries(config.credentials).map(([name, entry]) => [
      name,
      providerFromConfig(entry, { ...platform, proxies: new ProxyPolicy(config.proxy, platform.env) }),
    ]),
  );
}

/** Makes the source of a target. Throws an error when its credentials are missing. */
export function sourceFromConfig(
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

function providerFromConfig(
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
