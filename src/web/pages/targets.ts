import type { Pages, PageParts } from './pages.ts';

export function addTargets(_pages: Pages, _parts: PageParts): void {}
