import type { Context, MiddlewareHandler } from 'hono';
import type { Principal, Scope, WebEnv } from './principal.ts';

/** Decides who may do what. */
export interface Access {
  /**
   * Lets a request with this scope through and notes who it is; all others get an answer that says what to do. What
   * acts (any method but GET and HEAD) must also come from a page of ours, or from no browser.
   * @param scope `health`: whoever proves to be somebody, where it is not open to all.
   */
  requires(scope: Scope | 'health'): MiddlewareHandler<WebEnv>;
  /** Checks again a request that was let through. A stream goes on while people are removed. */
  wouldLetIn(context: Context<WebEnv>, scope: Scope): Promise<boolean>;
}

/** A caller where nobody is asked for a proof. */
export const ANYBODY: Principal = { name: '', scopes: new Set(['read', 'write', 'metrics']) };

/** Lets everybody who reaches the server do everything. */
export const OPEN_ACCESS: Access = {
  requires: () => async (context, next) => {
    context.set('principal', ANYBODY);
    await next();
  },
  wouldLetIn: () => Promise.resolve(true),
};
