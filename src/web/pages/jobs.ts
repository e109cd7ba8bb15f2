import type { Pages, PageParts } from './pages.ts';

export function addJobs(_pages: Pages, _parts: PageParts): void {}
