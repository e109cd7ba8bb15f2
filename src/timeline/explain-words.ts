import type { Language } from '../core/message/message.ts';
import type { ExplainWords } from './locale/en.ts';
import { ENGLISH } from './locale/en.ts';
import { CHINESE } from './locale/zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, ExplainWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function explainWords(language: Language): ExplainWords {
  return CATALOGUES[language];
}
