import type { Language } from '../../core/message/message.ts';
import { ENGLISH, type PageWords } from './en.ts';
import { CHINESE } from './zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, PageWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function pageWords(language: Language): PageWords {
  return CATALOGUES[language];
}
