import { randomBytes } from 'node:crypto';
import { accessFromConfig } from './access-from-config.ts';
import type { Resources } from './resources.ts';
import type { Config } from '../config/schema/schema.ts';
import type { ConfigReloader } from './config-reloader.ts';
import { Secret } from '../platform/secret.ts';
import type { Platform } from '../platform/platform.ts';
import type { AccessOptions } from '../http/auth/access-options.ts';
import type { AccessRules } from '../http/auth/access-rules.ts';
import { openLoginLimit } from '../http/login/login-limit.ts';
import { PasswordCheck } from '../http/auth/password-check.ts';
import { openSessions } from '../http/auth/session.ts';
import type { WebOptions } from '../http/options/web-options.ts';

/** Decides who may look and act, by the configuration in use. @throws StoreFault */
export async function webAccess(
  context: Platform & {
    resources: Resources;
    reloader: ConfigReloader;
    display: WebOptions['display'];
  },
): Promise<AccessOptions> {
  const { resources, reloader, display, clock, log } = context;
  let from: Config = reloader.runtime.config;
  let rules = readRules(from, log);
  return {
    rules: () => {
      const { config } = reloader.runtime;
      if (config !== from) rules = readRules(config, log);
      from = config;
      return rules;
    },
    display,
    passwords: new PasswordCheck({ clock, log, failures: await openLoginLimit(resources.store, clock) }),
    sessions: await openSessions(resources.store, clock),
    healthToken: new Secret(randomBytes(24).toString('base64url')),
    clock,
    log,
    isTls: from.server.tls !== undefined,
  };
}

function readRules(config: Config, log: Platform['log']): AccessRules {
  const rules = accessFromConfig(config);
  if (rules.mode === 'closed') {
    const hint = 'set server.auth: users, tokens, a proxy, or allowUnauthenticated: true';
    log.warn(
      { hint },
      'pages and API are closed: nobody is asked who they are, and others can reach the server',
    );
  }
  return rules;
}
