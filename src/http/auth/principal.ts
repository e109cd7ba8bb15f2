import type { Secret } from '../../platform/secret.ts';

/** The rights of a caller: to look, to act, and to scrape. */
export const SCOPES = ['read', 'write', 'metrics'] as const;
export type Scope = (typeof SCOPES)[number];

/** The proved identity of a caller. */
export interface Principal {
  /** Stands as the author of what they do; empty when nobody asked who it is. */
  name: string;
  scopes: ReadonlySet<Scope>;
  /** Present when it was proved by signing in on the page: who did may sign out. */
  session?: true;
}

/** The variables of Hono's context. */
export interface WebEnv {
  Variables: {
    principal: Principal;
    /** The hash of the password that proved the request, as it was then; undefined for every other proof. */
    passwordHash: Secret | undefined;
  };
}
