import { cutText } from './cut-text.ts';
import { visibleProse } from './visible-text.ts';

/**
 * Returns `text` as one line of visible prose of at most `limit` code points; an ellipsis ends what was cut.
 * A huge text costs no more than a long one: only what can be kept is made visible.
 */
export function cutProse(text: string, limit: number): string {
  // Two units a code point at most, and a character never becomes shorter when it is made visible.
  const start = text
    .trimStart()
    .replace(/\s+/gu, ' ')
    .slice(0, 2 * limit + 2);
  return cutText(visibleProse(start), limit);
}
