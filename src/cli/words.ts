import type { Language } from '../core/message/message.ts';
import type { CliWords } from './words/catalogue.ts';
import { CHINESE } from './words/zh-cn.ts';
import { ENGLISH } from './words/en.ts';

const CATALOGUES: Readonly<Record<Language, CliWords>> = { en: ENGLISH, 'zh-CN': CHINESE };

export function cliWords(language: Language): CliWords {
  return CATALOGUES[language];
}
