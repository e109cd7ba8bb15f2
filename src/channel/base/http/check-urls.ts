import { entries } from '../../../platform/document/list-entries.ts';
import { isMapping } from '../../../platform/document/mapping.ts';
import type { Finding } from '../../../platform/document/problem.ts';
import { isRemotePlainHttp } from '../../../platform/values/urls.ts';

/**
 * Finds plain `http:` to another machine in the blocks of a channel: secrets travel there. A block may allow it.
 * @param key of the channel in a receiver.
 */
export function checkUrls(root: unknown, key: string): readonly Finding[] {
  return entries(root, 'receivers').flatMap(([path, receiver]) => {
    const block = receiver[key];
    if (!isMapping(block) || block['allowHttp'] === true) return [];
    return URL_KEYS.flatMap((urlKey) =>
      [block[urlKey]].flat().flatMap((url, index): Finding[] => {
        if (typeof url !== 'string' || !isRemotePlainHttp(url)) return [];
        const at = Array.isArray(block[urlKey]) ? [urlKey, index] : [urlKey];
        return [
          {
            path: [...path, key, ...at],
            message: 'is plain http to another machine',
            hint: 'use https, or write allowHttp: true beside it',
          },
        ];
      }),
    );
  });
}

/** Every key of a block that holds a URL. */
const URL_KEYS = ['url', 'urls', 'apiUrl', 'endpoint'] as const;
