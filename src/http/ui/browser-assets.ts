import { readFileSync } from 'node:fs';

const SHEETS = ['frame.css', 'list.css', 'access.css', 'incidents.css', 'notifications.css'];

/** The script and the style of the pages. The bundle holds their text in place of this module. */
export const PAGE_SCRIPT = read('page.js');
export const PAGE_STYLE = SHEETS.map(read).join('');

function read(name: string): string {
  return readFileSync(new URL(`../browser/${name}`, import.meta.url), 'utf8');
}
