import { entries } from '../../platform/document/list-entries.ts';
import { isMapping } from '../../platform/document/mapping.ts';
import type { Finding } from '../../platform/document/problem.ts';

/** Finds the secret of a rotation that stands alone: then it is the only one. */
export function checkWebhook(root: unknown): readonly Finding[] {
  return entries(root, 'receivers').flatMap(([path, { webhook }]): Finding[] => {
    const has = (key: string) => isMapping(webhook) && Object.hasOwn(webhook, key);
    if (!has('previousSecret') || has('secret')) return [];
    const at = [...path, 'webhook', 'previousSecret'];
    return [{ path: at, message: 'needs secret beside it', hint: 'write the only secret as secret' }];
  });
}
