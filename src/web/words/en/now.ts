import type { NowWords } from '../../pages/now-words.ts';

export const now: NowWords = { title: 'Now' };
