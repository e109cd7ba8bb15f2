import { isMapping } from '../../platform/document/mapping.ts';
import type { Finding, Path } from '../../platform/document/problem.ts';
import { valueAt } from '../../platform/document/value-at.ts';

const AUTH: Path = ['server', 'auth'];

/** Checks that nobody can be taken for somebody else, and that what is asked for is really asked. */
export function checkAccess(root: unknown): readonly Finding[] {
  const auth = valueAt(root, AUTH);
  return isMapping(auth) ? [...checkNames(auth), ...checkOpenness(auth)] : [];
}

/** Users and tokens are authors of what they do: one name is one of them. */
function checkNames(auth: object): readonly Finding[] {
  const seen = new Set<unknown>();
  return NAMED.flatMap(([list, key]) => {
    const entries = valueAt(auth, [list]);
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown, index): Finding[] => {
      const name = valueAt(entry, [key]);
      if (typeof name !== 'string') return [];
      const isRepeated = seen.has(name);
      seen.add(name);
      if (!isRepeated) return [];
      const hint = 'give each user and each token its own name';
      return [{ path: [...AUTH, list, index, key], message: 'is used twice', hint }];
    });
  });
}

const NAMED = [
  ['basic', 'user'],
  ['bearer', 'name'],
] as const;

function checkOpenness(auth: object): readonly Finding[] {
  if (valueAt(auth, ['allowUnauthenticated']) !== true) return [];
  const given = ['basic', 'bearer', 'proxy'].filter((key) => {
    const value = valueAt(auth, [key]);
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  if (given.length === 0) return [];
  return [
    {
      path: [...AUTH, 'allowUnauthenticated'],
      message: `cannot stand beside ${given.join(', ')}`,
      hint: 'either everybody is let in, or those who prove who they are',
    },
  ];
}
