import { cutText } from './cut-text.ts';
import { visibleText } from './visible-text.ts';

/**
 * Makes `text` visible in at most `limit` code points. Cuts first, so that megabytes cost no more than what is
 * kept of them; and again, because what is made visible grows.
 */
export function shortText(text: string, limit: number): string {
  return cutText(visibleText(cutText(text, limit)), limit);
}

/** The same for prose, e.g. an error message: runs of white space and line breaks read as one blank. */
export function shortProse(text: string, limit: number): string {
  return shortText(text.replace(/\s+/gu, ' ').trim(), limit);
}
