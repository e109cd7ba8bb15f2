import type { Language } from '../core/message/message.ts';
import type { ExplainWords } from './words/en.ts';
import { ENGLISH } from './words/en.ts';
import { CHINESE } from './words/zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, ExplainWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function explainWords(language: Language): ExplainWords {
  return CATALOGUES[language];
}
