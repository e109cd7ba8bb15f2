import type { Secret } from '../../platform/secret.ts';
import type { CredentialProvider } from '../request/credentials.ts';

/** A key that stands in the configuration. An empty token is none. */
export function createLiteralCredentials(key: {
  secretId: string;
  secretKey: Secret;
  token?: Secret | undefined;
}): CredentialProvider {
  const { secretId, secretKey, token } = key;
  const credentials = {
    secretId,
    secretKey,
    ...(token === undefined || token.reveal() === '' ? {} : { token }),
  };
  return { get: () => Promise.resolve(credentials) };
}
