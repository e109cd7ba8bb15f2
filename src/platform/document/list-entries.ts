import { isMapping, type Mapping } from './mapping.ts';
import type { Path } from './problem.ts';
import { valueAt } from './value-at.ts';

/** The mappings of a list at the root, with their paths. */
export function entries(root: unknown, key: string): readonly (readonly [Path, Mapping])[] {
  const list = valueAt(root, [key]);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => (isMapping(item) ? [[[key, index], item] as const] : []));
}
