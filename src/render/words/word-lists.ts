import type { Language } from '../../core/message/message.ts';
import { ENGLISH_LISTS, type WordLists } from './locale/en.ts';
import { CHINESE_LISTS } from './locale/zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, WordLists>> = { en: ENGLISH_LISTS, 'zh-CN': CHINESE_LISTS };

/** Returns the lists of words in a language. */
export function wordLists(language: Language): WordLists {
  return CATALOGUES[language];
}
