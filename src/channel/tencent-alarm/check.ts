import { entries } from '../../platform/document/list-entries.ts';
import { isMapping } from '../../platform/document/mapping.ts';
import type { Finding } from '../../platform/document/problem.ts';
import { valueAt } from '../../platform/document/value-at.ts';
import { suggest } from '../../platform/text/nearest.ts';

/** Finds receivers whose alarms name credentials that the configuration has not. */
export function checkTencentAlarm(root: unknown): readonly Finding[] {
  const credentials = valueAt(root, ['credentials']);
  if (!isMapping(credentials)) return [];
  return entries(root, 'receivers').flatMap(([path, { tencentAlarm }]): Finding[] => {
    const name = isMapping(tencentAlarm) ? (tencentAlarm['credentials'] ?? 'default') : undefined;
    if (typeof name !== 'string' || Object.hasOwn(credentials, name)) return [];
    const hint = suggest(name, Object.keys(credentials));
    return [
      {
        path: [...path, 'tencentAlarm', 'credentials'],
        message: 'is no entry of credentials',
        ...(hint !== undefined && { hint }),
      },
    ];
  });
}
