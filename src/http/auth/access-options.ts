import type { Logger } from 'pino';
import type { Secret } from '../../platform/secret.ts';
import type { Clock } from '../../platform/time.ts';
import type { WebOptions } from '../options/web-options.ts';
import type { AccessRules } from './access-rules.ts';
import type { PasswordCheck } from './password-check.ts';
import type { Sessions } from './session.ts';

/** The options of the access checks. */
export interface AccessOptions {
  /** The rules of the current configuration. */
  rules: () => AccessRules;
  display: WebOptions['display'];
  passwords: PasswordCheck;
  sessions: Sessions;
  /** Opens health, and nothing else, to this machine's own check. */
  healthToken: Secret;
  clock: Clock;
  log: Logger;
  /** True when this server itself speaks TLS. */
  isTls: boolean;
}
