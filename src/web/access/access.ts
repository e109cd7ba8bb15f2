import type { MiddlewareHandler } from 'hono';
import type { Principal, Scope, WebEnv } from './principal.ts';

/** Decides who may do what. */
export interface Access {
  /** Lets a request with this scope through and notes who it is; all others get an answer that says what to do. */
  requires(scope: Scope): MiddlewareHandler<WebEnv>;
}

const ANYBODY: Principal = { name: '', scopes: new Set(['read', 'write', 'metrics']) };

/** Whoever reaches the server may do everything. */
export const OPEN_ACCESS: Access = {
  requires: () => async (context, next) => {
    context.set('principal', ANYBODY);
    await next();
  },
};
