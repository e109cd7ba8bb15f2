import type { Pages, PageParts } from './pages.ts';

export function addIncident(_pages: Pages, _parts: PageParts): void {}
