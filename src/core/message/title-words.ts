import { ENGLISH, type TitleWords } from './locale/en.ts';
import { CHINESE } from './locale/zh-cn.ts';
import type { Language } from './message.ts';

const CATALOGUES: Readonly<Record<Language, TitleWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function titleWords(language: Language): TitleWords {
  return CATALOGUES[language];
}
