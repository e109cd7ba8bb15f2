import type { Context } from 'hono';
import type { Secret } from '../../platform/secret.ts';
import { ANYBODY, type Access } from '../auth/access.ts';
import type { AccessOptions } from '../auth/access-options.ts';
import { Authenticator, type Proof } from '../auth/authenticate.ts';
import { findToken } from '../auth/authorization.ts';
import { isOurName } from '../auth/host-check.ts';
import type { Principal, Scope, WebEnv } from '../auth/principal.ts';
import { refuse, type Refusal } from './refuse.ts';
import { doesAct, isFromHere } from '../auth/same-origin.ts';

type Verdict = { principal: Principal; passwordHash?: Secret } | { refusal: Refusal };

/** Creates the access checks from the rules of the configuration. */
export function createAccess(options: AccessOptions): Access {
  const authenticator = new Authenticator(options);
  return {
    requires: (needed) => async (context, next) => {
      const verdict = await judge(context, needed, { ...options, authenticator });
      if ('refusal' in verdict) return await refuse(context, verdict.refusal, options);
      context.set('principal', verdict.principal);
      context.set('passwordHash', verdict.passwordHash);
      await next();
      return undefined;
    },
    wouldLetIn: async (context, needed) =>
      !('refusal' in (await judge(context, needed, { ...options, authenticator }))),
  };
}

async function judge(
  context: Context<WebEnv>,
  needed: Scope | 'health',
  options: AccessOptions & { authenticator: Authenticator },
): Promise<Verdict> {
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
