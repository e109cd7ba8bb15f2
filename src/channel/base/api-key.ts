import type { Secret } from '../../platform/secret.ts';

/** A key of Tencent Cloud's that is valid now. */
export interface ApiKey {
  secretId: string;
  secretKey: Secret;
  /** Of a temporary key. */
  token?: Secret;
}
