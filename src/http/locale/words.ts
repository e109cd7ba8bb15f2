import type { Language } from '../../core/message/message.ts';
import type { PageWords } from './words/catalogue.ts';
import { ENGLISH } from './words/en.ts';
import { CHINESE } from './words/zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, PageWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function pageWords(language: Language): PageWords {
  return CATALOGUES[language];
}
