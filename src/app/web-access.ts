import { randomBytes } from 'node:crypto';
import { accessRules } from './access-rules.ts';
import type { Base } from './base.ts';
import type { Config } from '../config/schema/schema.ts';
import type { Reloads } from './reloads.ts';
import { Secret } from '../platform/secret.ts';
import type { Surroundings } from '../platform/surroundings.ts';
import type { AccessParts } from '../http/auth/access-parts.ts';
import type { AccessRules } from '../http/auth/access-rules.ts';
import { PasswordCheck } from '../http/auth/password-check.ts';
import { openSessions } from '../http/auth/session.ts';
import type { WebParts } from '../http/base/web-parts.ts';

/** What decides who may look and act, always by the configuration that the program works by now. @throws StoreFault */
export async function webAccess(
  parts: Surroundings & {
    base: Base;
    reloads: Reloads;
    manners: WebParts['manners'];
  },
): Promise<AccessParts> {
  const { base, reloads, manners, clock, log } = parts;
  let from: Config = reloads.shift.config;
  let rules = readRules(from, log);
  return {
    rules: () => {
      const { config } = reloads.shift;
      if (config !== from) rules = readRules(config, log);
      from = config;
      return rules;
    },
    manners,
    passwords: new PasswordCheck({ clock, log }),
    sessions: await openSessions(base.store, clock),
    healthToken: new Secret(randomBytes(24).toString('base64url')),
    clock,
    log,
    isTls: from.server.tls !== undefined,
  };
}

function readRules(config: Config, log: Surroundings['log']): AccessRules {
  const rules = accessRules(config);
  if (rules.mode === 'closed') {
    const hint = 'set server.auth: users, tokens, a proxy, or allowUnauthenticated: true';
    log.warn(
      { hint },
      'pages and API are closed: nobody is asked who they are, and others can reach the server',
    );
  }
  return rules;
}
