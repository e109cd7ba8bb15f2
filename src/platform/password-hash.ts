/** A password as the configuration holds it: what scrypt (RFC 7914) made of it, and by which numbers. */
export interface PasswordHash {
  /** `N`, a power of two. */
  cost: number;
  /** `r`; with `N` it says how much memory is needed: 128 · N · r bytes. */
  blockSize: number;
  /** `p`. */
  parallelization: number;
  salt: Buffer;
  hash: Buffer;
}

export const SALT_BYTES = 16;
export const HASH_BYTES = 32;

/** `scrypt$N$r$p$salt$hash`, the last two as base64url. */
export function formatPasswordHash(made: PasswordHash): string {
  const { cost, blockSize, parallelization, salt, hash } = made;
  const numbers = [cost, blockSize, parallelization];
  return ['scrypt', ...numbers, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Undefined for what is none, or one that is too weak to help, or too dear to check. */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  const [, n, r, p, salt, hash] =
    /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/.exec(text) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  const [cost, blockSize, parallelization] = [Number(n), Number(r), Number(p)];
  const isPowerOfTwo = cost > 0 && (cost & (cost - 1)) === 0;
  const memory = 128 * cost * blockSize;
  if (!isPowerOfTwo || memory < LEAST_MEMORY || memory > MOST_MEMORY || parallelization === 0)
    return undefined;
  return {
    cost,
    blockSize,
    parallelization,
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}

const MIB = 1024 * 1024;
const LEAST_MEMORY = 8 * MIB;
/** Two are checked at once, beside the program itself. */
const MOST_MEMORY = 128 * MIB;
