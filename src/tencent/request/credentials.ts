import type { Secret } from '../../platform/secret.ts';
import type { Instant } from '../../platform/time.ts';

/** A key to sign with. */
export interface Credentials {
  secretId: string;
  secretKey: Secret;
  /** Present with a temporary key only. */
  token?: Secret;
  /** When a temporary key ends; absent when it never does, or nobody said. */
  expiresAt?: Instant;
}

/** Gives a target its key. */
export interface CredentialProvider {
  /**
   * Gives a key that is valid now.
   * @throws SourceFault `auth` when there is none, `network` or `timeout` when whoever has it cannot be reached;
   * the signal's own reason when it aborts.
   */
  get(signal: AbortSignal): Promise<Credentials>;
  /**
   * When the key in use ends, while the next one cannot be had; undefined while all is well, and absent where keys
   * do not end.
   */
  endsAt?: Instant | undefined;
}
