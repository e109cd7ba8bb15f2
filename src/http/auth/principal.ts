import type { Secret } from '../../platform/secret.ts';

/** What a caller may do: look, act, or scrape. */
export const SCOPES = ['read', 'write', 'metrics'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who calls, as far as it was proved. */
export interface Principal {
  /** Stands as the author of what they do; empty when nobody asked who it is. */
  name: string;
  scopes: ReadonlySet<Scope>;
  /** Present when it was proved by signing in on the page: who did may sign out. */
  session?: true;
}

/** What the routes find in Hono's context. */
export interface WebEnv {
  Variables: {
    principal: Principal;
    /** Of the user whose password came with the request, as it was then; undefined for every other proof. */
    passwordHash: Secret | undefined;
  };
}
