import { readOwnerPattern } from '../../../src/config/schema/owner-pattern.ts';
import type { OwnerPattern } from '../../../src/core/rule/rule.ts';

/** The pattern as the configuration reads it. */
export function ownerPattern(source: string): OwnerPattern {
  const read = readOwnerPattern(source);
  if ('value' in read) return read.value;
  throw new Error(`${source} ${read.message}`);
}
