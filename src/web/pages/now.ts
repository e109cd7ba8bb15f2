import type { Pages, PageParts } from './pages.ts';

export function addNow(_pages: Pages, _parts: PageParts): void {}
