import type { Language } from '../../core/message/message.ts';
import { ENGLISH, type ConditionWords } from './locale/en.ts';
import { CHINESE } from './locale/zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, ConditionWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function conditionWords(language: Language): ConditionWords {
  return CATALOGUES[language];
}
