import { TOKEN_VARIABLES } from '../../platform/key-variables.ts';
import { Secret } from '../../platform/secret.ts';
import type { CredentialProvider } from '../request/credentials.ts';
import { credentialFault } from './credential-fault.ts';

/**
 * A key from environment variables. The token has three names in use among Tencent's own tools and others; the
 * first that is set counts. A key without token is a permanent one.
 */
export function createEnvironmentCredentials(
  env: Readonly<Record<string, string | undefined>>,
): CredentialProvider {
  return {
    get() {
      const secretId = env['TENCENTCLOUD_SECRET_ID'] ?? '';
      const secretKey = env['TENCENTCLOUD_SECRET_KEY'] ?? '';
      const token = TOKEN_VARIABLES.map((name) => env[name] ?? '').find((value) => value !== '');
      if (secretId === '' || secretKey === '') return Promise.reject(missing(secretId, secretKey));
      return Promise.resolve({
        secretId,
        secretKey: new Secret(secretKey),
        ...(token === undefined ? {} : { token: new Secret(token) }),
      });
    },
  };
}

function missing(secretId: string, secretKey: string): Error {
  const names = [
    ...(secretId === '' ? ['TENCENTCLOUD_SECRET_ID'] : []),
    ...(secretKey === '' ? ['TENCENTCLOUD_SECRET_KEY'] : []),
  ];
  return credentialFault(`the environment has no ${names.join(' and no ')}`, {
    code: 'credentials-missing',
    hint: 'Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, and restart.',
  });
}
