import type { Pages, PageParts } from './pages.ts';

export function addSilences(_pages: Pages, _parts: PageParts): void {}
