import type { BlockList } from 'node:net';
import type { Secret } from '../../platform/secret.ts';
import type { Scope } from './principal.ts';

type Scopes = ReadonlySet<Scope>;

/** The rules of the configuration about access. */
export interface AccessRules {
  /**
   * `asked`: every request must prove who makes it. `open`: everybody may do everything. `loopback`: the same,
   * because the server listens on this machine alone. `closed`: nobody can prove anything, so pages and API answer
   * nobody.
   */
  mode: 'asked' | 'open' | 'loopback' | 'closed';
  /** All users, by name. */
  users: ReadonlyMap<string, User>;
  tokens: readonly Token[];
  proxy: TrustedProxy | undefined;
  /** The routes that need no proof. */
  open: ReadonlySet<'health' | 'metrics'>;
}

export interface User {
  /** As `formatPasswordHash` writes it. */
  passwordHash: Secret;
  scopes: Scopes;
}

export interface Token {
  name: string;
  token: Secret;
  scopes: Scopes;
}

/** A proxy that has asked who it is. */
export interface TrustedProxy {
  /** The header in which it names the user. */
  header: string;
  /** The addresses that it connects from. */
  from: BlockList;
  scopes: Scopes;
}
