import type { Secret } from '../../platform/secret.ts';

/** What a caller may do: look, act, or scrape. */
export const SCOPES = ['read', 'write', 'metrics'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who calls, as far as it was proved. */
export interface Principal {
  /** Stands as the author of what they do; empty when nobody asked who it is. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Present when it was proved by signing in on the page: who did may sign out. */
  readonly session?: true;
}

/** What the routes find in Hono's context. */
export interface WebEnv {
  readonly Variables: {
    readonly principal: Principal;
    /** Of the user whose password came with the request, as it was then; undefined for every other proof. */
    readonly passwordHash: Secret | undefined;
  };
}
