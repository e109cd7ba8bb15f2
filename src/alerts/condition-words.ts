import type { Language } from '../core/message/message.ts';
import type { ConditionWords } from './condition-words/catalogue.ts';
import { ENGLISH } from './condition-words/en.ts';
import { CHINESE } from './condition-words/zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, ConditionWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function conditionWords(language: Language): ConditionWords {
  return CATALOGUES[language];
}
