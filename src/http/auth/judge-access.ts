import type { Context } from 'hono';
import type { Secret } from '../../platform/secret.ts';
import type { Duration } from '../../platform/time.ts';
import { ANYBODY } from './access.ts';
import type { AccessOptions } from './access-options.ts';
import type { Authenticator, Proof } from './authenticate.ts';
import { findToken } from './authorization-header.ts';
import { isOurName } from './host-check.ts';
import type { Principal, Scope, WebEnv } from './principal.ts';
import { doesAct, isFromHere } from './same-origin.ts';

/** The reason why a request is refused. */
export type Refusal =
  | { why: 'closed' | 'foreignName' | 'foreignPage' | 'otherHost' | 'unproved' }
  | { why: 'scope'; needed: Scope }
  | { why: 'tooMany'; wait: Duration };

/** The person or program that may go on, or why nobody may. `passwordHash` is left out without a password. */
export type AccessVerdict = { principal: Principal; passwordHash?: Secret } | { refusal: Refusal };

/** Judges whether a request may do what needs the scope. */
export async function judgeAccess(
  context: Context<WebEnv>,
  needed: Scope | 'health',
  options: AccessOptions & { authenticator: Authenticator },
): Promise<AccessVerdict> {
  const rules = options.rules();
  if ((needed === 'health' || needed === 'metrics') && rules.open.has(needed)) return { principal: SCRAPER };
  if (needed === 'health' && isOwnCheck(context, options)) return { principal: SCRAPER };
  if (rules.mode === 'closed') return { refusal: { why: 'closed' } };
  // Where who asks must prove who they are, another site has no proof to send.
  if (
    rules.mode !== 'asked' &&
    !isOurName(context, { ...options, mode: rules.mode }) &&
    !isProbe(context, needed)
  ) {
    return { refusal: { why: 'foreignName' } };
  }
  const proof: Proof =
    rules.mode === 'asked'
      ? await options.authenticator.identify(context, rules, context.get('passwordHash'))
      : { by: 'nobody', principal: ANYBODY };
  if (proof.by === 'limited') return { refusal: { why: 'tooMany', wait: proof.wait } };
  if (proof.by === 'nothing') return { refusal: { why: 'unproved' } };
  if (proof.by === 'otherHost') return { refusal: { why: 'otherHost' } };
  const { principal, by } = proof;
  // A token is the one proof that no browser adds by itself.
  const isChecked = by !== 'bearer' && doesAct(context);
  if (isChecked && !isFromHere(context, options, { cookie: by === 'session' })) {
    return { refusal: { why: 'foreignPage' } };
  }
  if (needed !== 'health' && !principal.scopes.has(needed)) return { refusal: { why: 'scope', needed } };
  return proof.by === 'basic' ? { principal, passwordHash: proof.passwordHash } : { principal };
}

/** The check of this machine bears the token that this process has left for it. */
function isOwnCheck(context: Context, { healthToken: token }: AccessOptions): boolean {
  const check = { name: 'healthcheck', token, scopes: new Set<Scope>() };
  return findToken(context.req.header('Authorization') ?? '', [check]) !== undefined;
}

/** A program asks whether all is well, and names no host as HTTP/1.0 allows. A browser always names one. */
function isProbe(context: Context, needed: Scope | 'health'): boolean {
  return (needed === 'health' || needed === 'metrics') && context.req.header('Host') === undefined;
}

const SCRAPER: Principal = { name: '', scopes: new Set(['metrics']) };
