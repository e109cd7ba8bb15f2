import { Secret } from '../../platform/secret.ts';
import { isPlausible, SECOND } from '../../platform/time.ts';
import type { Credentials } from '../request/credentials.ts';
import { readText, toObject } from './ask-json.ts';

/**
 * Reads a temporary key as the metadata service and STS write it: `TmpSecretId`, `TmpSecretKey`, `Token`, with
 * `ExpiredTime` in Unix seconds. Undefined unless all four are there, and the time can be true.
 */
export function readTemporaryKey(key: unknown, expiredTime: unknown): Credentials | undefined {
  const object = toObject(key);
  const secretId = readText(object, 'TmpSecretId');
  const secretKey = readText(object, 'TmpSecretKey');
  const token = readText(object, 'Token');
  const complete = secretId !== undefined && secretKey !== undefined && token !== undefined;
  if (!complete || typeof expiredTime !== 'number' || !isPlausible(expiredTime * SECOND)) return undefined;
  return {
    secretId,
    secretKey: new Secret(secretKey),
    token: new Secret(token),
    expiresAt: expiredTime * SECOND,
  };
}
