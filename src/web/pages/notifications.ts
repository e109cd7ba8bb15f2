import type { Pages, PageParts } from './pages.ts';

export function addNotifications(_pages: Pages, _parts: PageParts): void {}
