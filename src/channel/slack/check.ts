import { entries } from '../../platform/document/list-entries.ts';
import { isMapping } from '../../platform/document/mapping.ts';
import type { Finding } from '../../platform/document/problem.ts';

/** Finds which of the two routes to Slack a receiver does not state whole. */
export function checkSlack(root: unknown): readonly Finding[] {
  return entries(root, 'receivers').flatMap(([path, { slack }]): Finding[] => {
    if (!isMapping(slack)) return [];
    const has = (key: string) => Object.hasOwn(slack, key);
    const at = (key: string) => [...path, 'slack', key];
    if (has('url') && has('token')) {
      return [{ path: at('token'), message: 'cannot stand beside url', hint: 'keep one of url and token' }];
    }
    if (has('url') && has('channel')) {
      const hint =
        'take it away, for the URL belongs to one channel; or write as a bot: token in place of url';
      return [{ path: at('channel'), message: 'cannot stand beside url', hint }];
    }
    if (has('url') && has('apiUrl')) {
      const hint = 'take it away, for the URL is the whole address; a bot with token has an apiUrl';
      return [{ path: at('apiUrl'), message: 'cannot stand beside url', hint }];
    }
    if (!has('url') && !has('token')) {
      const hint = 'give url for an incoming webhook, or token and channel for a bot';
      return [{ path: [...path, 'slack'], message: 'needs url or token', hint }];
    }
    if (has('token') && !has('channel')) {
      return [
        { path: at('token'), message: 'needs channel beside it', hint: 'write the id of the channel: C0123' },
      ];
    }
    return [];
  });
}
