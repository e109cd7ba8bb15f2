import type { Logger } from 'pino';
import type { Secret } from '../../platform/secret.ts';
import type { Clock } from '../../platform/time.ts';
import type { WebOptions } from '../options/web-options.ts';
import type { AccessRules } from './access-rules.ts';
import type { PasswordCheck } from './password-check.ts';
import type { Sessions } from './session.ts';

/** What is needed to decide who may do what. */
export interface AccessOptions {
  /** Of the configuration as it is now. */
  rules: () => AccessRules;
  display: WebOptions['display'];
  passwords: PasswordCheck;
  sessions: Sessions;
  /** Opens health, and nothing else, to this machine's own check. */
  healthToken: Secret;
  clock: Clock;
  log: Logger;
  /** Whether this server itself speaks TLS. */
  isTls: boolean;
}
