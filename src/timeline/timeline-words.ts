import type { Language } from '../core/message/message.ts';
import { ENGLISH, type TimelineWords } from './locale/en.ts';
import { CHINESE } from './locale/zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, TimelineWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function timelineWords(language: Language): TimelineWords {
  return CATALOGUES[language];
}
