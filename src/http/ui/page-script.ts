import type { NowWords } from '../locale/en/now.ts';
import { PAGE_SCRIPT } from './browser-assets.ts';

/** Returns the script of the pages with the words that it shows. */
export function pageScript(words: NowWords['live']): string {
  return `(() => {'use strict';const WORDS=${JSON.stringify(words)};${PAGE_SCRIPT}})();\n`;
}
