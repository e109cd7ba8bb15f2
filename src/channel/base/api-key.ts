import type { Secret } from '../../platform/secret.ts';

/** A key of Tencent Cloud's that is valid now. */
export interface ApiKey {
  secretId: string;
  secretKey: Secret;
  /** Present with a temporary key only. */
  token?: Secret;
}
