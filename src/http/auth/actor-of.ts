import type { Actor } from '../../core/incident/evaluate/operate.ts';
import { oneLine } from '../../platform/text/one-line.ts';
import type { Principal } from './principal.ts';

/** Returns the author and the comment of an action, each on one line. A proved name goes before a given one. */
export function actorOf(
  principal: Principal,
  given: { author?: string | undefined; comment?: string | undefined },
): Actor {
  const by = oneLine(principal.name) || oneLine(given.author ?? '').slice(0, LONGEST_NAME);
  return { by: by || 'anonymous', comment: oneLine(given.comment ?? '').slice(0, LONGEST_COMMENT) };
}

export const LONGEST_NAME = 100;
export const LONGEST_COMMENT = 500;
