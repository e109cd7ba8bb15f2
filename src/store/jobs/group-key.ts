import { createHash } from 'node:crypto';

/** The most bytes of a key that is kept as it is. A row of an index takes 2,704 in PostgreSQL, the rule's name included. */
const MOST_BYTES = 2_000;
/** The characters of a longer key that stay: they say of what kind the group is. */
const KEPT = 100;

/**
 * Returns the key of a group as the store keeps it. A long one, of a job with a hundred workflows, is cut, and a hash of
 * all of it stands behind. So different groups have different keys: one that is not cut ends with a bracket.
 */
export function storedGroupKey(key: string): string {
  if (Buffer.byteLength(key) <= MOST_BYTES) return key;
  return `${key.slice(0, KEPT)}…${createHash('sha256').update(key).digest('base64url')}`;
}
