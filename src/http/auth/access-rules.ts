import type { BlockList } from 'node:net';
import type { Secret } from '../../platform/secret.ts';
import type { Scope } from '../base/principal.ts';

type Scopes = ReadonlySet<Scope>;

/** What the configuration says of who may look and act. */
export interface AccessRules {
  /**
   * `asked`: who it is must be proved. `open`: everybody may do everything. `loopback`: the same, for the server listens
   * on this machine alone. `closed`: there is no way to prove anything, so pages and API answer nobody.
   */
  readonly mode: 'asked' | 'open' | 'loopback' | 'closed';
  /** By name. */
  readonly users: ReadonlyMap<string, User>;
  readonly tokens: readonly Token[];
  readonly proxy: TrustedProxy | undefined;
  /** What needs no proof. */
  readonly open: ReadonlySet<'health' | 'metrics'>;
}

export interface User {
  /** As `formatPasswordHash` writes it. */
  readonly passwordHash: Secret;
  readonly scopes: Scopes;
}

export interface Token {
  readonly name: string;
  readonly token: Secret;
  readonly scopes: Scopes;
}

/** A proxy that has asked who it is. */
export interface TrustedProxy {
  /** The header in which it names the user. */
  readonly header: string;
  /** Where it connects from. */
  readonly from: BlockList;
  readonly scopes: Scopes;
}
