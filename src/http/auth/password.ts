import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { HASH_BYTES, SALT_BYTES, type PasswordHash } from '../../platform/password-hash.ts';

/**
 * One of the settings that OWASP's Password Storage Cheat Sheet lists as equally strong (2^17·8·1, 2^16·8·2, 2^15·8·3,
 * …). They differ in memory: this one takes 32 MiB a check. Two at once must fit beside the program into the 256 MiB
 * of its container; the first of the list would take them all.
 */
export const COSTS = { cost: 2 ** 15, blockSize: 8, parallelization: 3 } as const;

export async function hashPassword(password: string, costs: Costs = COSTS): Promise<PasswordHash> {
  const salt = randomBytes(SALT_BYTES);
  return { ...costs, salt, hash: await derive(password, { ...costs, salt }) };
}

type Costs = Pick<PasswordHash, 'cost' | 'blockSize' | 'parallelization'>;

export async function isPassword(password: string, of: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, of), of.hash);
}

function derive(password: string, { salt, ...costs }: Costs & Pick<PasswordHash, 'salt'>): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  // Node's own bound is exactly too small for what is needed.
  const options = { ...costs, maxmem: 128 * costs.cost * costs.blockSize * 2 };
  // Keyboards differ in how they compose an é: one password, one form (RFC 8265).
  scrypt(password.normalize('NFC'), salt, HASH_BYTES, options, (error, key) => {
    if (error === null) resolve(key);
    else reject(error);
  });
  return promise;
}
