import type { Pages, PageParts } from './pages.ts';

export function addConfiguration(_pages: Pages, _parts: PageParts): void {}
