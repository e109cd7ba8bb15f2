import type { Pages, PageParts } from './pages.ts';

export function addJob(_pages: Pages, _parts: PageParts): void {}
