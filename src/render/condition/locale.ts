import type { Language } from '../../core/message/message.ts';
import type { ConditionWords } from './locale/catalogue.ts';
import { ENGLISH } from './locale/en.ts';
import { CHINESE } from './locale/zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, ConditionWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function conditionWords(language: Language): ConditionWords {
  return CATALOGUES[language];
}
