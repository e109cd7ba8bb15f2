import { createPublicKey, generateKeyPairSync } from 'node:crypto';

let made: string | undefined;

/** An RSA key for DKIM, in PEM format; the same each time, for making one takes a while. */
export function signingKey(): string {
  made ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string;
  return made;
}

/** The DNS record of the key. */
export function publicKeyRecord(): string {
  const der = createPublicKey(signingKey()).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
}
